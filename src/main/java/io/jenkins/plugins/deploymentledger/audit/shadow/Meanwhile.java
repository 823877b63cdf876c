package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;

/** What somebody else did to a file between its being saved and its being looked at. */
public enum Meanwhile {
    /** Nothing that is known. */
    NOTHING(""),
    /** Saved it too, and is recorded already: this was there before that. */
    OVERWRITTEN("overwritten by another who saved at the same moment"),
    /** Saved it too, and was recorded with what is there, which is now known not to be theirs. */
    MISTAKEN("recorded for another, too, who saved at the same moment"),
    /** Saved it too, and what either of them wrote is not known: what is there may be of the one or the other. */
    SAVED_TOO("what was recorded last may be of this one: another saved at the same moment"),
    /** Was saved before, and could not be read then: what changed may be of that save. */
    MISSED("what changed may be of an earlier save, of which the file could not be read");

    private final String told;

    Meanwhile(String told) {
        this.told = told;
    }

    /** As it is told in the trail; empty if there is nothing to tell. */
    @NonNull
    public String told() {
        return told;
    }
}
