package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** How the action ended. */
public enum Outcome {
    /** It was done. */
    SUCCESS,
    /** It was attempted and did not work. */
    FAILURE,
    /** It was refused for want of a permission or a credential. */
    DENIED,
    /** It was seen to begin; how it ended is not known. */
    UNKNOWN;

    /** The word that stands for it in an entry: its name in lower case. */
    @NonNull
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The outcome that a word of an entry stands for.
     *
     * @throws IllegalArgumentException if no outcome has this word
     */
    @NonNull
    public static Outcome ofWord(@NonNull String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException(
                "The outcome \"" + word + "\" is none of success, failure, denied and unknown");
    }
}
