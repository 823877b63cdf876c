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
}
