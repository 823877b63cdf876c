package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The shadows of files whose entries are on their way to the disk: they are written when those are there.
 *
 * <p>Of a file the newest alone, and no more than {@value #MAX_BYTES} bytes of all; where there are more, the eldest are given up, and the next
 * start finds those files changed. For the recorder's thread.
 */
final class AwaitedShadows {

    static final int MAX_BYTES = 16 << 20;

    private final Map<String, Awaited> shadows = new LinkedHashMap<>();
    private long bytes;

    /** One save of a file; equal to itself alone, however alike two of them are. */
    static final class Awaited {
        private final ConfigState state;
        private final Shadow shadow;

        Awaited(ConfigState state, Shadow shadow) {
            this.state = state;
            this.shadow = shadow;
        }
    }

    /** From now on this is awaited of a file, whatever was before. */
    void put(@NonNull String key, @NonNull Awaited awaited) {
        remove(key);
        shadows.put(key, awaited);
        bytes += awaited.state.size();
        while (bytes > MAX_BYTES) {
            remove(shadows.keySet().iterator().next());
        }
    }

    /** What a file looks like for which a shadow is awaited. */
    @CheckForNull
    ConfigState state(@NonNull String key) {
        Awaited awaited = shadows.get(key);
        return awaited == null ? null : awaited.state;
    }

    /** The shadow, if it still is what is awaited; it no longer is then. */
    @NonNull
    Optional<Shadow> take(@NonNull String key, @NonNull Awaited awaited) {
        if (shadows.get(key) != awaited) {
            return Optional.empty();
        }
        remove(key);
        return Optional.of(awaited.shadow);
    }

    /** Awaits nothing any more of a file, or of all below a directory of that name, and hands over what was. */
    void takeAll(@NonNull String key, @NonNull BiConsumer<String, Shadow> taken) {
        Map<String, Awaited> found = new TreeMap<>();
        shadows.forEach((file, awaited) -> {
            if (file.equals(key) || file.startsWith(key + "/")) {
                found.put(file, awaited);
            }
        });
        found.forEach((file, awaited) -> {
            remove(file);
            taken.accept(file, awaited.shadow);
        });
    }

    private void remove(String key) {
        Awaited former = shadows.remove(key);
        if (former != null) {
            bytes -= former.state.size();
        }
    }
}
