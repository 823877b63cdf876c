package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/** The machines that are agents of this Jenkins, and its built-in node. */
public final class JenkinsMachineChannels implements MachineChannels {

    private final ConnectionWatch watch = ConnectionWatch.get();
    private final Predicate<Node> permitted;

    /**
     * The machines as somebody sees them.
     *
     * @param permitted whether that one may use a node now; asked on workers, and may take a moment
     */
    public JenkinsMachineChannels(@NonNull Predicate<Node> permitted) {
        this.permitted = permitted;
    }

    @Override
    @NonNull
    public MachineState state(@NonNull String machine) {
        if (Machines.BUILT_IN.equals(machine)) {
            // Also there when the built-in node has no executors and so no computer.
            return new MachineState.Connected(
                    FilePath.localChannel,
                    Jenkins.get().getRootDir().getAbsolutePath(),
                    null,
                    () -> permitted.test(Jenkins.get()));
        }
        Node node = Machines.find(machine);
        if (node == null) {
            return new MachineState.Deleted();
        }
        Computer computer = node.toComputer();
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        FilePath root = channel == null ? null : node.getRootPath();
        if (root == null || channel instanceof Channel remote && remote.isClosingOrClosed()) {
            return new MachineState.Offline(reason(computer), watch.isExpectedBack(machine));
        }
        return new MachineState.Connected(
                channel,
                root.getRemote(),
                computer.isTemporarilyOffline() ? reason(computer) : null,
                () -> permitted.test(node));
    }

    @Override
    @NonNull
    public CompletableFuture<Void> nextChange(@NonNull String machine) {
        return watch.nextChange(machine);
    }

    @Override
    @NonNull
    public Duration sinceStart() {
        return watch.sinceStart();
    }

    private static String reason(Computer computer) {
        OfflineCause cause = computer == null ? null : computer.getOfflineCause();
        return cause == null ? "" : String.valueOf(cause).strip();
    }
}
