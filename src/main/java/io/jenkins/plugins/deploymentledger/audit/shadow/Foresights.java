package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what looks at files will come to, until they hold what somebody is about to write into them.
 *
 * <p>Of the last {@value #MAX} who write, each for one file of at most {@value #MAX_CHARS} chars: who is refused writes none. For the
 * recorder's thread.
 */
final class Foresights {

    static final int MAX = 16;

    /** Longer documents are rare, and few of their savers mind a moment more. */
    static final int MAX_CHARS = 1 << 18;

    private final Map<String, Foresight> foresights = new LinkedHashMap<>();

    /** @param version of XML in which the document was read */
    private record Foresight(String key, String version, Before before, Sight sight) {}

    /**
     * Keeps what a look will come to.
     *
     * @param by tells those who write apart; each of them writes one document
     * @param key the path of the file below the home of Jenkins
     * @param document what they write
     * @param before what it was held against
     */
    void add(
            @NonNull String by,
            @NonNull String key,
            @NonNull WrittenDocument document,
            @NonNull Before before,
            @NonNull Sight sight) {
        foresights.remove(by);
        foresights.put(by, new Foresight(key, document.version(), before, sight));
        if (foresights.size() > MAX) {
            foresights.remove(foresights.keySet().iterator().next());
        }
    }

    /** What a look comes to; null if nobody foresaw it, or the file, or what it is held against, turned out otherwise. Is forgotten. */
    @CheckForNull
    Sight take(@NonNull SavedFile saved, @NonNull Before before) {
        Foresight foresight = foresights.remove(saved.by());
        ConfigFile file = saved.file();
        boolean came = foresight != null
                // That it is what they sent was found out already.
                && saved.own()
                && foresight.key().equals(file.key())
                && foresight.version().equals(WrittenDocument.of(file.content()).version())
                // Of the states that are kept in memory, each is one object.
                && foresight.before().state() == before.state();
        return came ? foresight.sight().of(file) : null;
    }
}
