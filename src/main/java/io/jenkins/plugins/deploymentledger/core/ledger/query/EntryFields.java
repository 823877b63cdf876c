package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.LinkedHashSet;
import java.util.Set;

/** What filters look at in an entry: the one place that says which part of an entry a kind of filter means. */
public final class EntryFields {

    private EntryFields() {}

    /**
     * The text that a kind of filter compares, in the form of {@link TextFilter#fold}.
     *
     * @param entry the entry
     * @param kind any but {@link FilterKind#ADDRESS}
     * @return empty if the entry names none
     */
    @NonNull
    public static String text(@NonNull AuditEntry entry, @NonNull FilterKind kind) {
        return TextFilter.fold(written(entry, kind));
    }

    /**
     * The text that a kind of filter looks at, as the entry has it.
     *
     * @param entry the entry
     * @param kind any but {@link FilterKind#ADDRESS}
     * @return empty if the entry names none
     */
    @NonNull
    public static String written(@NonNull AuditEntry entry, @NonNull FilterKind kind) {
        return switch (kind) {
            case EVENT -> entry.event().name();
            case OPERATED_BY_ID -> entry.operatedBy().id();
            case OPERATED_BY -> entry.operatedBy().name();
            case TARGET_ID -> entry.target().id();
            case TARGET -> entry.target().name();
            case ADDRESS -> throw new IllegalArgumentException("Addresses are no text");
        };
    }

    /** The addresses that an entry names, the client's and every hop's; what is not an IP address is left out. */
    @NonNull
    public static Set<Network> addresses(@NonNull AuditEntry entry) {
        Addresses addresses = entry.addresses();
        Set<Network> networks = new LinkedHashSet<>();
        Network.address(addresses.client()).ifPresent(networks::add);
        for (String hop : addresses.chain()) {
            Network.address(hop).ifPresent(networks::add);
        }
        return networks;
    }
}
