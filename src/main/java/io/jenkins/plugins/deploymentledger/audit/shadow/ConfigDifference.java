package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.Change.Kind;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed from one state of a configuration to the next.
 *
 * @param changes the lines that changed: first those of the state before, then those that are new
 * @param cut whether there are so many that these are only those that weigh most
 */
public record ConfigDifference(@NonNull List<ConfigChange> changes, boolean cut) {

    /** Nothing changed. */
    static final ConfigDifference NONE = new ConfigDifference(List.of());

    private static final int MAX_TOLD = 200;
    private static final int MAX_VALUE = 4_000;

    /** Copies the list. */
    public ConfigDifference {
        changes = List.copyOf(changes);
    }

    /** All lines that changed. */
    public ConfigDifference(@NonNull List<ConfigChange> changes) {
        this(changes, false);
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** As the difference of an entry. */
    @NonNull
    public Difference told() {
        List<Change> told = new ArrayList<>();
        for (ConfigChange change : changes.subList(0, Math.min(MAX_TOLD, changes.size()))) {
            Change.Kind kind = change.added() ? Kind.ADDED : change.removed() ? Kind.REMOVED : Kind.CHANGED;
            told.add(new Change(
                    change.path(), kind, Change.Form.TEXT, cut(change.before()), cut(change.after()), List.of()));
        }
        return new Difference(told, changes.size() - told.size(), "");
    }

    @CheckForNull
    private static String cut(@CheckForNull String value) {
        return value == null || value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "…";
    }
}
