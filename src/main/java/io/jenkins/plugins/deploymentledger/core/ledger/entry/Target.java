package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What was acted upon, named as it was at the time.
 *
 * @param kind what sort of thing it is, such as {@code user} or {@code job}; empty if not known
 * @param id the stable identifier, such as a full name; empty if there is none
 * @param name what people call it; empty if there is none
 */
public record Target(
        @NonNull String kind, @NonNull String id, @NonNull String name) {

    /** Makes all three well-formed Unicode. */
    public Target {
        kind = Text.wellFormed(kind);
        id = Text.wellFormed(id);
        name = Text.wellFormed(name);
    }

    /**
     * The same as a new entry has it: at most 2,000 chars of the identifier and 500 of the kind and of the name, the last of them "…" where
     * there were more. Whoever may choose a name could otherwise choose one for which no entry has room.
     */
    @NonNull
    public Target cut() {
        return new Target(Text.cut(kind, Text.MAX_NAME), Text.cut(id, Text.MAX_ID), Text.cut(name, Text.MAX_NAME));
    }
}
