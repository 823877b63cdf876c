package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.convergence.Findings;
import io.jenkins.plugins.deploymentledger.core.convergence.Sight;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import io.jenkins.plugins.deploymentledger.deployment.stage.InventoryRefresh;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What the inventories of a convergence's members say, and how they are taken anew. */
final class MemberInventories {

    /** How long one look waits for inventories. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The inventories of this controller. */
    private static final Findings.Inventories STORED = new Findings.Inventories() {
        @Override
        public long revision(String machine) {
            return InventoryStore.get().revision(machine);
        }

        @Override
        public Optional<Inventory> latest(String machine) throws IOException {
            return InventoryStore.get().latest(machine);
        }
    };

    private final Set<String> members;
    private final Findings findings;
    private final InventoryRefresh refresh = refresh();

    MemberInventories(@NonNull Set<String> members, @NonNull Findings findings) {
        this.members = members;
        this.findings = findings;
    }

    static InventoryRefresh refresh() {
        DeploymentThreads threads = DeploymentThreads.get();
        return new InventoryRefresh(threads.workers(), threads.clock());
    }

    /** What is known of each member, in the order in which they are tried. */
    @NonNull
    Map<String, Sight> sights() {
        findings.keepOnly(members);
        Map<String, Sight> sights = new LinkedHashMap<>();
        for (String machine : members) {
            sights.put(machine, findings.sight(machine, refresh.isReachable(machine), STORED));
        }
        return sights;
    }

    /** Takes the inventories of machines, and waits for them; those that take too long come later. */
    void take(@NonNull List<String> machines) {
        CompletableFuture<?>[] taken = machines.stream().map(refresh::refresh).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(taken)
                .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
