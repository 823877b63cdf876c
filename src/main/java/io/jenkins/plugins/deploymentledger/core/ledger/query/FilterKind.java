package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Optional;

/** The fields of an entry that a filter can look at; filters of one kind widen, those of different kinds narrow. */
public enum FilterKind {
    /** The event's type, as {@code user.deleted}, or a whole category, as {@code user.*}. */
    EVENT("event"),
    /** The identifier of who acted. */
    OPERATED_BY_ID("operatedById"),
    /** The name, at the time, of who acted. */
    OPERATED_BY("operatedBy"),
    /** The identifier of what was acted upon. */
    TARGET_ID("targetId"),
    /** The name, at the time, of what was acted upon. */
    TARGET("target"),
    /** Any of the entry's IP addresses, alone or as a network in CIDR notation. */
    ADDRESS("address");

    private final String parameter;

    FilterKind(String parameter) {
        this.parameter = parameter;
    }

    /** The name of the kind in URLs, manifests and messages. */
    @NonNull
    public String parameter() {
        return parameter;
    }

    /**
     * The kind of a parameter's name.
     *
     * @param parameter as in a URL; case matters
     * @return nothing if no kind has this name
     */
    @NonNull
    public static Optional<FilterKind> of(@NonNull String parameter) {
        for (FilterKind kind : values()) {
            if (kind.parameter.equals(parameter)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
