package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what looks at files will come to, until they hold what somebody is about to write into them.
 *
 * <p>Of the last {@value #MAX} who write, each of one document of at most {@value Shadows#MAX_FORESEEN} chars, without its secrets: of those whose
 * document Jenkins refuses, it stays until so many others come. For the recorder's thread.
 */
final class Foresights {

    static final int MAX = 8;

    private final Map<String, Foresight> foresights = new LinkedHashMap<>();

    /**
     * @param version of XML in which the document was read
     * @param before what it was held against; no foresight keeps it in memory
     */
    private record Foresight(String key, String version, WeakReference<ConfigState> before, Shadows.Seen seen) {}

    /**
     * Keeps what a look will come to.
     *
     * @param by tells those who write apart; each of them writes one document
     * @param key the path of the file below the home of Jenkins
     * @param version of XML that the document says it is
     * @param before what it was held against
     */
    void add(
            @NonNull String by,
            @NonNull String key,
            @NonNull String version,
            @NonNull ConfigState before,
            @NonNull Shadows.Seen seen) {
        foresights.remove(by);
        foresights.put(by, new Foresight(key, version, new WeakReference<>(before), seen));
        if (foresights.size() > MAX) {
            foresights.remove(foresights.keySet().iterator().next());
        }
    }

    /**
     * What a look comes to. Is forgotten.
     *
     * @param before what the file looks like as far as is known without the disk, which for each state is one object
     * @return null if nobody foresaw it, or the file, or what it is held against, turned out otherwise
     */
    @CheckForNull
    Sight take(@NonNull SavedFile saved, @CheckForNull ConfigState before) {
        Foresight foresight = foresights.remove(saved.by());
        ConfigFile file = saved.file();
        boolean came = foresight != null
                // That it is what they sent was found out already.
                && saved.own()
                && foresight.key().equals(file.key())
                && foresight.version().equals(WrittenDocument.of(file.content()).version())
                && before != null
                && foresight.before().get() == before;
        return came ? new Sight(Optional.of(file.content()), before, foresight.seen()) : null;
    }
}
