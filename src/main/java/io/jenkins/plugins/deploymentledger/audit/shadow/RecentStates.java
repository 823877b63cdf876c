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

    private final Map<String, ConfigState> states = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    @CheckForNull
    ConfigState get(@NonNull String key) {
        return states.get(key);
    }

    void put(@NonNull String key, @NonNull ConfigState state) {
        forget(key);
        if (state.size() > MAX_BYTES) {
            return;
        }
        states.put(key, state);
        bytes += state.size();
        Iterator<ConfigState> eldest = states.values().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= eldest.next().size();
            eldest.remove();
        }
    }

    void forget(@NonNull String key) {
        ConfigState former = states.remove(key);
        if (former != null) {
            bytes -= former.size();
        }
    }

    void clear() {
        states.clear();
        bytes = 0;
    }
}
