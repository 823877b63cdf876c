package io.jenkins.plugins.deploymentledger.core.change;

import java.util.ArrayList;
import java.util.List;

/** Collects the changes of one comparison; beyond the limit it only counts. */
final class Changes {

    private final Limits limits;
    private final List<Change> changes = new ArrayList<>();
    private int more;

    Changes(Limits limits) {
        this.limits = limits;
    }

    /** Whether values need not be written any more, since only their number counts. */
    boolean isFull() {
        return changes.size() >= limits.maxChanges();
    }

    void added(String path, Change.Form form, String value) {
        add(new Change(path, Change.Kind.ADDED, form, null, limits.cut(value), List.of()));
    }

    void removed(String path, Change.Form form, String value) {
        add(new Change(path, Change.Kind.REMOVED, form, limits.cut(value), null, List.of()));
    }

    void changed(String path, Change.Form form, String before, String after) {
        add(new Change(path, Change.Kind.CHANGED, form, limits.cut(before), limits.cut(after), List.of()));
    }

    void lines(String path, List<String> lines) {
        add(new Change(path, Change.Kind.CHANGED, Change.Form.LINES, null, null, lines));
    }

    /** Counts a change without telling it. */
    void count() {
        more++;
    }

    Difference toDifference(String note) {
        return new Difference(changes, more, note);
    }

    private void add(Change change) {
        if (isFull()) {
            more++;
        } else {
            changes.add(change);
        }
    }
}
