package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A selector with the number of machines that it chooses.
 *
 * @param selector which one
 * @param count how many machines
 * @param chosen whether it is chosen to begin with
 */
@Restricted(NoExternalUse.class) // used by Jelly
public record SelectorChoice(@NonNull RestartSelector selector, int count, boolean chosen) {

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

    /** See {@link #count()}. */
    public int getCount() {
        return count;
    }

    /** See {@link #chosen()}. */
    public boolean isChosen() {
        return chosen;
    }
}
