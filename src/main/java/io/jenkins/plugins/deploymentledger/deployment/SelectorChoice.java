package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A selector with the number of machines that it chooses.
 *
 * @param selector which one
 * @param rows which machines
 * @param count how many they are
 * @param chosen whether it is chosen to begin with
 */
@Restricted(NoExternalUse.class) // used by Jelly
public record SelectorChoice(
        @NonNull RestartSelector selector, @NonNull String rows, int count, boolean chosen) {

    /** As it stands in a query. */
    @NonNull
    public String getValue() {
        return selector.name().toLowerCase(Locale.ROOT);
    }

    /** In the reader's language. */
    @NonNull
    public String getText() {
        return StatusTexts.of(selector);
    }

    /** Exactly these machines, as they stand in a query: what becomes of them meanwhile changes nothing. */
    @NonNull
    public String getRows() {
        return rows;
    }

    /** See {@link #count()}. */
    public int getCount() {
        return count;
    }

    /** See {@link #chosen()}. */
    public boolean isChosen() {
        return chosen;
    }
}
