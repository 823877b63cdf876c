package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does parts of a verification at the same time, as many as there are processors, and takes up in order what they gave. */
final class Workers implements Closeable {

    private static final int AT_ONCE =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "Deployment Ledger verification");
        thread.setDaemon(true);
        return thread;
    });

    /** Takes what a part gave. */
    interface Taking<T> {
        void take(T result) throws IOException;
    }

    /** Runs parts; few results wait to be taken at any time. */
    <T> void run(Iterable<? extends Callable<T>> parts, Taking<T> taking) throws IOException {
        Deque<Future<T>> running = new ArrayDeque<>();
        for (Callable<T> part : parts) {
            running.add(threads.submit(part));
            if (running.size() > AT_ONCE) {
                taking.take(result(running.remove()));
            }
        }
        while (!running.isEmpty()) {
            taking.take(result(running.remove()));
        }
    }

    private static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The verification was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FileSystemException failure) {
                throw failure;
            }
            throw new IOException("A file could not be read: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
