package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * The files and directories that are gone, and whose shadows are still there until that is told.
 *
 * <p>As many as there are entries of that on their way to the disk. For the recorder's thread.
 */
final class ForgottenFiles {

    private final List<Mark> marks = new ArrayList<>();

    /** That one is gone; equal to itself alone. */
    static final class Mark {
        private final String key;

        private Mark(String key) {
            this.key = key;
        }
    }

    @NonNull
    Mark add(@NonNull String key) {
        Mark mark = new Mark(key);
        marks.add(mark);
        return mark;
    }

    void remove(@NonNull Mark mark) {
        marks.remove(mark);
    }

    /** Whether a file is one of them, or lay below one. */
    boolean contains(@NonNull String file) {
        return marks.stream().anyMatch(mark -> file.equals(mark.key) || file.startsWith(mark.key + "/"));
    }
}
