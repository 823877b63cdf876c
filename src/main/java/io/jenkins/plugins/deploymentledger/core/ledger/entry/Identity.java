package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Who or what acted: a user, an application or an object, named as it was at the time.
 *
 * @param id the stable identifier; empty if there is none
 * @param name what people call it; empty if there is none
 */
public record Identity(@NonNull String id, @NonNull String name) {

    /** Makes both well-formed Unicode. */
    public Identity {
        id = Text.wellFormed(id);
        name = Text.wellFormed(name);
    }

    /**
     * The same as a new entry has it: at most 2,000 chars of the identifier and 500 of the name, the last of them "…" where there were
     * more. Whoever may choose a name could otherwise choose one for which no entry has room.
     */
    @NonNull
    public Identity cut() {
        return new Identity(Text.cut(id, Text.MAX_ID), Text.cut(name, Text.MAX_NAME));
    }
}
