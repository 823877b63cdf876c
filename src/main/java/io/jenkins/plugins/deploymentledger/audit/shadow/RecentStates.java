package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps in memory what the files that were looked at last looked like, so that who works on one need not wait each time until its
 * shadow is read from the disk.
 *
 * <p>No more than {@value #MAX_BYTES} bytes of text; their trees take some ten times that. To be used only within what the
 * recorder does, one at a time.
 */
final class RecentStates {

    static final int MAX_BYTES = 1 << 20;

    private final Map<String, Recent> states = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param former what it looked like before; null if that is not known */
    private record Recent(ConfigState state, @CheckForNull ConfigState former) {

        long size() {
            return state.size() + (former == null ? 0L : former.size());
        }
    }

    @CheckForNull
    ConfigState get(@NonNull String key) {
        Recent recent = states.get(key);
        return recent == null ? null : recent.state();
    }

    /** What a file looked like before that; null if that is not known. */
    @CheckForNull
    ConfigState former(@NonNull String key) {
        Recent recent = states.get(key);
        return recent == null ? null : recent.former();
    }

    /** @param former what it looked like before; null if that is not known */
    void put(@NonNull String key, @NonNull ConfigState state, @CheckForNull ConfigState former) {
        forget(key);
        Recent recent = new Recent(state, former);
        if (recent.size() > MAX_BYTES) {
            recent = new Recent(state, null);
        }
        if (recent.size() > MAX_BYTES) {
            return;
        }
        states.put(key, recent);
        bytes += recent.size();
        Iterator<Recent> eldest = states.values().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= eldest.next().size();
            eldest.remove();
        }
    }

    void forget(@NonNull String key) {
        Recent former = states.remove(key);
        if (former != null) {
            bytes -= former.size();
        }
    }

    void clear() {
        states.clear();
        bytes = 0;
    }
}
