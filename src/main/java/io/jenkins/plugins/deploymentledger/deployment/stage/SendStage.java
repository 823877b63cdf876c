package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
    private final Executor senders;
    private final SourceFile source;

    SendStage(InstallOrder order, Reachability reachability, RemoteCalls calls, Executor senders) {
        this.order = order;
        this.reachability = reachability;
        this.calls = calls;
        this.senders = senders;
        this.source = order.binary() instanceof InstallOrder.Available binary ? new SourceFile(binary) : null;
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
            machine.requirePermission();
            checkFile();
            CacheEntry entry =
                    new CacheEntry(machine.root(), binary.sha256(), binary.fileName(), binary.sizeBytes(), key);
            long limit =
                    SystemProperties.getLong("io.jenkins.plugins.deploymentledger.machineCacheGiB", DEFAULT_CACHE_GIB)
                            << 30;
            Duration bound = CALL.plusSeconds(2 * binary.sizeBytes() / SLOW_DISK);
            return calls.call(machine.channel(), new PrepareReceipt(entry, limit), bound, control::isStopRequested)
                    .thenComposeAsync(
                            prepared -> prepared.isCached() ? cached() : send(machine, entry, prepared),
                            calls.workers())
                    .exceptionallyCompose(error -> afterFailure(machine.channel(), entry, error));
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
            return transmit(machine, entry, prepared)
                    .thenComposeAsync(received -> finish(machine, prepared, received), calls.workers());
        }

        /** Blocks a sender while there is something to send; completes with the SHA-256 of what the machine has. */
        private CompletableFuture<String> transmit(
                MachineState.Connected machine, CacheEntry entry, PreparedReceipt prepared) {
            return CompletableFuture.completedFuture(null)
                    .thenComposeAsync(
                            begun -> {
                                IOException broken = stream(machine.channel(), prepared);
                                // By the same thread as the stream, so that Remoting keeps them in this order.
                                CompletableFuture<String> received =
                                        calls.call(machine.channel(), new FinishReceipt(entry, prepared.token()), CALL);
                                return broken == null ? received : why(broken, received);
                            },
                            senders);
        }

        /** Sends until all is sent, or the machine takes no more; null if all is sent. */
        private IOException stream(VirtualChannel channel, PreparedReceipt prepared) {
            try (StallGuard guard = new StallGuard(calls.clock(), control, channel, STALL)) {
                try (OutputStream out = prepared.stream()) {
                    send(prepared.offset(), out, guard);
                    return null;
                } catch (IOException e) {
                    if (control.isStopRequested()) {
                        throw stopped();
                    }
                    if (guard.isStalled()) {
                        throw new StageFailedException(
                                FailureCause.CONNECTION_LOST, Messages.SendStage_stalled(STALL.toMinutes()));
                    }
                    return e;
                }
            }
        }

        private void send(long offset, OutputStream out, StallGuard guard) throws IOException {
            MessageDigest digest = source.begin();
            boolean complete = false;
            try {
                complete =
                        new Transmission(binary.file(), binary.sizeBytes(), control).send(offset, out, digest, guard);
            } finally {
                if (!complete) {
                    source.brokenOff(digest);
                }
            }
            if (!complete) {
                throw stopped();
            }
            if (!source.confirms(digest)) {
                throw changed();
            }
        }

        /** The machine knows better why it takes no more; if it does not answer either, the connection is the reason. */
        private CompletableFuture<String> why(IOException broken, CompletableFuture<String> received) {
            return received.handle((sha256, error) -> {
                throw new CompletionException(error == null ? broken : RemoteFailures.unwrap(error));
            });
        }

        private CompletableFuture<StageReport> finish(
                MachineState.Connected machine, PreparedReceipt prepared, String received) {
            if (received.equals(binary.sha256())) {
                return CompletableFuture.completedFuture(StageReport.sent(
                        Messages.SendStage_sent(binary.sha256()), binary.sizeBytes() - prepared.offset(), false));
            }
            if (!source.isUnchanged()) {
                throw changed();
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

        /** Leaves nothing on the machine, unless the sending will go on over another connection. */
        private CompletableFuture<StageReport> afterFailure(VirtualChannel channel, CacheEntry entry, Throwable error) {
            if (RemoteFailures.isLoss(error, channel)) {
                return CompletableFuture.failedFuture(error);
            }
            Throwable cause = RemoteFailures.unwrap(error);
            return calls.call(channel, new DropReceipt(entry), CALL).handle((done, failed) -> {
                throw new CompletionException(cause instanceof CancellationException ? stopped() : cause);
            });
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
