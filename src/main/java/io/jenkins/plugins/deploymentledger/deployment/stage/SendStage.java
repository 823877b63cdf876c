package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import jenkins.util.SystemProperties;

/** The send stage: the binary is in the machine's cache afterwards, verified. */
final class SendStage {

    private static final long DEFAULT_CACHE_GIB = 10;
    private static final Duration CALL = Duration.ofMinutes(1);
    private static final Duration STALL = Duration.ofMinutes(2);

    /** How fast the slowest disk is believed to be when a machine reads a binary again, in bytes a second. */
    private static final long SLOW_DISK = 5_000_000;

    private final InstallOrder order;
    private final Reachability reachability;
    private final RemoteCalls calls;

    SendStage(InstallOrder order, Reachability reachability, RemoteCalls calls) {
        this.order = order;
        this.reachability = reachability;
        this.calls = calls;
    }

    CompletionStage<StageReport> run(Work work, StageControl control) {
        if (order.binary() instanceof InstallOrder.Unavailable missing) {
            return CompletableFuture.completedFuture(StageReport.failed(missing.cause(), missing.message()));
        }
        Sending sending = new Sending((InstallOrder.Available) order.binary(), order.keyOf(work.ordinal()), control);
        Visit<StageReport> visit = reachability.visit(work.machine(), control, Reachability.EndsOn.STOP, sending::on);
        return work.resumed() ? visit.patiently() : visit.now();
    }

    /** The sending to one machine. */
    private final class Sending {

        private final InstallOrder.Available binary;
        private final String key;
        private final StageControl control;
        private boolean begunAnew;

        Sending(InstallOrder.Available binary, String key, StageControl control) {
            this.binary = binary;
            this.key = key;
            this.control = control;
        }

        CompletableFuture<StageReport> on(MachineState.Connected machine) {
            checkFile();
            CacheEntry entry =
                    new CacheEntry(machine.root(), binary.sha256(), binary.fileName(), binary.sizeBytes(), key);
            long limit =
                    SystemProperties.getLong("io.jenkins.plugins.deploymentledger.machineCacheGiB", DEFAULT_CACHE_GIB)
                            << 30;
            Duration bound = CALL.plusSeconds(2 * binary.sizeBytes() / SLOW_DISK);
            return calls.call(machine.channel(), new PrepareReceipt(entry, limit), bound, control::isStopRequested)
                    .exceptionallyCompose(error -> CompletableFuture.failedFuture(
                            RemoteFailures.unwrap(error) instanceof CancellationException ? stopped() : error))
                    .thenComposeAsync(
                            prepared -> prepared.isCached() ? cached() : send(machine, entry, prepared),
                            calls.workers());
        }

        private void checkFile() {
            try {
                if (Files.size(binary.file()) != binary.sizeBytes()) {
                    throw changed();
                }
            } catch (IOException e) {
                throw new StageFailedException(FailureCause.BINARY_MISSING, Messages.SendStage_gone(binary.file()));
            }
        }

        private CompletableFuture<StageReport> cached() {
            control.progress(binary.sizeBytes(), binary.sizeBytes());
            return CompletableFuture.completedFuture(StageReport.sent(Messages.SendStage_cached(), 0, true));
        }

        private CompletableFuture<StageReport> send(
                MachineState.Connected machine, CacheEntry entry, PreparedReceipt prepared) {
            control.action(
                    prepared.offset() == 0
                            ? Messages.SendStage_begin(binary.fileName(), binary.sizeBytes())
                            : Messages.SendStage_goesOn(binary.fileName(), prepared.offset(), binary.sizeBytes()));
            String sha256 = transmit(prepared);
            if (sha256 == null) {
                return drop(machine.channel(), entry, prepared.token());
            }
            return calls.call(machine.channel(), new FinishReceipt(entry, prepared.token()), CALL)
                    .thenComposeAsync(received -> finish(machine, prepared, sha256, received), calls.workers());
        }

        /** Blocks while there is something to send; null if the rollout is being stopped. */
        private String transmit(PreparedReceipt prepared) {
            try (StallGuard guard = new StallGuard(calls.clock(), control, STALL)) {
                try (java.io.OutputStream out = prepared.stream()) {
                    return new Transmission(binary.file(), binary.sizeBytes(), control)
                            .send(prepared.offset(), out, guard);
                } catch (IOException e) {
                    if (control.isStopRequested()) {
                        return null;
                    }
                    if (guard.isStalled()) {
                        throw new StageFailedException(
                                FailureCause.CONNECTION_LOST, Messages.SendStage_stalled(STALL.toMinutes()));
                    }
                    throw new CompletionException(e);
                }
            }
        }

        private CompletableFuture<StageReport> drop(VirtualChannel channel, CacheEntry entry, String token) {
            return calls.call(channel, new DropReceipt(entry, token), CALL).handle((done, error) -> {
                throw stopped();
            });
        }

        private CompletableFuture<StageReport> finish(
                MachineState.Connected machine, PreparedReceipt prepared, String sent, String received) {
            if (!sent.equals(binary.sha256())) {
                throw changed();
            }
            if (received.equals(binary.sha256())) {
                return CompletableFuture.completedFuture(StageReport.sent(
                        Messages.SendStage_sent(binary.sha256()), binary.sizeBytes() - prepared.offset(), false));
            }
            if (prepared.offset() > 0 && !begunAnew) {
                // What had come before the connection was lost was damaged; it has been removed.
                begunAnew = true;
                control.action(Messages.SendStage_anew());
                return on(machine);
            }
            throw new StageFailedException(
                    FailureCause.HASH_MISMATCH, Messages.SendStage_damaged(received, binary.sha256()));
        }

        private StageFailedException changed() {
            return new StageFailedException(
                    FailureCause.HASH_MISMATCH, Messages.SendStage_changed(binary.file(), binary.sha256()));
        }

        private StageFailedException stopped() {
            return new StageFailedException(FailureCause.STOPPED, Messages.SendStage_stopped());
        }
    }
}
