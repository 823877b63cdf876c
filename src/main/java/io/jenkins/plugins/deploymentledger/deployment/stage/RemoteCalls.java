package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Calls machines without holding a thread while they work on the answer; every call has a limit.
 *
 * <p>Remoting does not tell when an answer is there, so the clock looks: soon at first, every tenth of a second later.
 */
final class RemoteCalls {

    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Executor workers;
    private final ScheduledExecutorService clock;

    RemoteCalls(Executor workers, ScheduledExecutorService clock) {
        this.workers = workers;
        this.clock = clock;
    }

    Executor workers() {
        return workers;
    }

    ScheduledExecutorService clock() {
        return clock;
    }

    /**
     * Calls a machine.
     *
     * @param channel to the machine
     * @param callable what runs there
     * @param limit after which the machine counts as silent
     * @param givenUp whether the answer is no longer wanted
     * @return completes on a worker; with a {@link TimeoutException} after the limit, with a
     *     {@link java.util.concurrent.CancellationException} when given up
     */
    <V, E extends Exception> CompletableFuture<V> call(
            VirtualChannel channel, Callable<V, E> callable, Duration limit, BooleanSupplier givenUp) {
        try {
            Pending<V> pending = new Pending<>(channel.callAsync(callable), limit, givenUp);
            pending.look();
            return pending.result;
        } catch (IOException | RuntimeException | LinkageError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Calls a machine as above; the answer is always wanted. */
    <V, E extends Exception> CompletableFuture<V> call(
            VirtualChannel channel, Callable<V, E> callable, Duration limit) {
        return call(channel, callable, limit, () -> false);
    }

    /** Completes after a while, on the clock's thread: go on with an {@code Async} method. */
    CompletableFuture<Void> pause(Duration duration) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try {
            clock.schedule(() -> over.complete(null), duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Jenkins goes down, and the rollout is suspended: a later start takes it up.
            over.completeExceptionally(e);
        }
        return over;
    }

    private final class Pending<V> {

        final CompletableFuture<V> result = new CompletableFuture<>();
        private final Future<V> answer;
        private final Duration limit;
        private final BooleanSupplier givenUp;
        private final long begun = System.nanoTime();
        private long pause = 1;

        Pending(Future<V> answer, Duration limit, BooleanSupplier givenUp) {
            this.answer = answer;
            this.limit = limit;
            this.givenUp = givenUp;
        }

        void look() {
            try {
                if (answer.isDone()) {
                    workers.execute(this::take);
                } else if (System.nanoTime() - begun > limit.toNanos()) {
                    answer.cancel(true);
                    workers.execute(() -> result.completeExceptionally(new TimeoutException()));
                } else if (givenUp.getAsBoolean()) {
                    answer.cancel(true);
                    workers.execute(() -> result.cancel(false));
                } else {
                    clock.schedule(this::look, pause, TimeUnit.MILLISECONDS);
                    pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
                }
            } catch (RuntimeException e) {
                // Also when Jenkins goes down and takes no more work.
                result.completeExceptionally(e);
            }
        }

        private void take() {
            try {
                result.complete(answer.get(0, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                result.completeExceptionally(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(e);
            } catch (TimeoutException | RuntimeException | LinkageError e) {
                result.completeExceptionally(e);
            }
        }
    }
}
