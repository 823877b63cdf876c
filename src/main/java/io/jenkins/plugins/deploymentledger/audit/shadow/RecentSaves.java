package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers for whom each file was looked at last, so that two who save one at the same moment are not taken for each other.
 *
 * <p>Of the last {@value #MAX_FILES} files, for as long as a save can take to be heard of. For the recorder's thread.
 */
final class RecentSaves {

    private static final int MAX_FILES = 1_000;
    private static final long MOMENT = Duration.ofSeconds(10).toNanos();

    private final Map<String, Look> looks = new LinkedHashMap<>();

    private record Look(FileVersion version, String by, boolean own, long nanos) {}

    /** Notes that a file was looked at for whoever saved it. */
    void add(@NonNull SavedFile saved, boolean own) {
        String key = saved.file().key();
        looks.remove(key);
        looks.put(key, new Look(saved.file().version(), saved.by(), own, System.nanoTime()));
        if (looks.size() > MAX_FILES) {
            looks.remove(looks.keySet().iterator().next());
        }
    }

    /** Whether what is found in a file was looked at already a moment ago. */
    boolean isKnown(@NonNull ConfigFile file) {
        Look last = looks.get(file.key());
        return last != null
                && file.version().isInFile()
                && last.version().equals(file.version())
                && System.nanoTime() - last.nanos() < MOMENT;
    }

    /** Whether that was for somebody else. */
    boolean isOfAnother(@NonNull SavedFile saved) {
        Look last = looks.get(saved.file().key());
        return last != null && isKnown(saved.file()) && !last.by().equals(saved.by());
    }

    /** Whether that was for somebody else, of whom it is not known that they wrote it. */
    boolean isPerhapsOfAnother(@NonNull SavedFile saved) {
        return isOfAnother(saved) && !looks.get(saved.file().key()).own();
    }
}
