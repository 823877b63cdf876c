package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryCondition;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what machines' latest inventories say to a condition, so that an inventory is read again only once there is another.
 *
 * <p>Safe for use by several threads.
 */
final class KnownAnswers {

    /** So many machines are remembered, some 100 bytes each; of more, all are forgotten. */
    private static final int MOST = 20_000;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /**
     * Whether the latest inventory of a machine shows something; a machine without one shows nothing.
     *
     * @throws IOException if the inventory cannot be read
     */
    boolean of(@NonNull String machine, @NonNull InventoryCondition condition) throws IOException {
        InventoryStore store = InventoryStore.get();
        // Asked before the inventory is read: one that comes in between is read again the next time.
        long revision = store.revision(machine);
        Answer known = answers.get(machine);
        if (known != null && known.revision == revision && known.condition.equals(condition)) {
            return known.holds;
        }
        boolean holds = store.latest(machine).filter(condition::holds).isPresent();
        if (answers.size() >= MOST) {
            answers.clear();
        }
        answers.put(machine, new Answer(revision, condition, holds));
        return holds;
    }

    private record Answer(long revision, InventoryCondition condition, boolean holds) {}
}
