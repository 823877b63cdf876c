package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Notices when machines connect or are deleted, and remembers which of them were seen since this controller started. */
@Extension
public final class ConnectionWatch extends ComputerListener {

    private final long startedAt = System.nanoTime();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    static ConnectionWatch get() {
        return ExtensionList.lookupSingleton(ConnectionWatch.class);
    }

    /** Whether a machine existed before this controller started, and has not been connected since. */
    boolean isExpectedBack(String machine) {
        return !seen.contains(machine);
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    CompletableFuture<Void> nextChange(String machine) {
        CompletableFuture<Void> change = new CompletableFuture<>();
        waiting.compute(machine, (name, others) -> {
            Set<CompletableFuture<Void>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(change);
            return all;
        });
        change.whenComplete((done, error) -> forget(machine, change));
        return change;
    }

    @Override
    public void onOnline(@NonNull Computer computer, @NonNull TaskListener listener) {
        Node node = computer.getNode();
        if (node != null) {
            changed(Machines.nameOf(node));
        }
    }

    /** Notes that a machine connected or was created. */
    void changed(String machine) {
        seen.add(machine);
        Set<CompletableFuture<Void>> all = waiting.remove(machine);
        if (all != null) {
            all.forEach(change -> change.complete(null));
        }
    }

    /** Notes that a machine was deleted; clouds delete as many as they create, each under another name. */
    void gone(String machine) {
        changed(machine);
        seen.remove(machine);
    }

    private void forget(String machine, CompletableFuture<Void> change) {
        waiting.computeIfPresent(machine, (name, all) -> {
            all.remove(change);
            return all.isEmpty() ? null : all;
        });
    }
}
