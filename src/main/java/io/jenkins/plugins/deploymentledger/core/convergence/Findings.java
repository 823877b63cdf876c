package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.UnreadList;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the inventories of machines say of one package, kept so that an inventory is read once for it, and again only when there is
 * a later one. Holds as many machines as {@link #keepOnly} leaves. Safe for use by several threads.
 */
public final class Findings {

    private static final int MAX_PROBLEM = 300;

    private final Detection detection;
    private final Map<String, Seen> known = new ConcurrentHashMap<>();

    /** Knows nothing yet. */
    public Findings(@NonNull Detection detection) {
        this.detection = detection;
    }

    private record Seen(
            long revision,
            @CheckForNull Instant takenAt,
            @CheckForNull Detection.Finding finding,
            @CheckForNull String problem) {

        static Seen of(long revision, Detection detection, Inventory inventory) {
            Detection.Finding finding = detection.in(inventory);
            String problem = finding == Detection.Finding.UNKNOWN ? inWords(inventory.unread()) : null;
            return new Seen(revision, inventory.takenAt(), finding, problem);
        }
    }

    /** Short, since it is kept of each machine, and the machine says what it likes. */
    private static String inWords(List<UnreadList> unread) {
        String all = unread.stream().map(UnreadList::toString).collect(Collectors.joining("; "));
        return all.length() <= MAX_PROBLEM ? all : all.substring(0, MAX_PROBLEM) + '…';
    }

    /** Where inventories are. */
    public interface Inventories {

        /** Tells one inventory of a machine from the next; whatever it is, it is another one after a change. */
        long revision(@NonNull String machine);

        /**
         * The latest inventory of a machine; empty if there has been none.
         *
         * @throws IOException if there is one, and it cannot be read
         */
        @NonNull
        Optional<Inventory> latest(@NonNull String machine) throws IOException;
    }

    /** By what the package is recognized. */
    @NonNull
    public Detection detection() {
        return detection;
    }

    /**
     * What is known of a machine; nothing, with the reason, where its inventory cannot be read.
     *
     * @param reachable whether its agent is connected
     */
    @NonNull
    public Sight sight(@NonNull String machine, boolean reachable, @NonNull Inventories inventories) {
        long revision = inventories.revision(machine);
        Seen seen = known.get(machine);
        if (seen == null || seen.revision() != revision) {
            try {
                seen = inventories
                        .latest(machine)
                        .map(inventory -> Seen.of(revision, detection, inventory))
                        .orElseGet(() -> new Seen(revision, null, null, null));
            } catch (IOException e) {
                // One that is damaged must not keep the others waiting; it is read again the next time.
                return new Sight(null, null, reachable, e.getMessage());
            }
            known.put(machine, seen);
        }
        return new Sight(seen.takenAt(), seen.finding(), reachable, seen.problem());
    }

    /** Forgets all other machines. */
    public void keepOnly(@NonNull Collection<String> machines) {
        known.keySet().retainAll(machines);
    }
}
