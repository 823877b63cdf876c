package io.jenkins.plugins.deploymentledger.deployment.payload;

import hudson.model.Computer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The reading of a body of unknown speed into the content store, which can be interrupted and ends when nothing comes any
 * more.
 *
 * <p>The body is read on a thread of its own, since the HTTP client's stream ignores interrupts while it waits.
 */
final class Download {

    private static final int LOOK_AGAIN_SECONDS = 1;

    private final Counting content;
    private final Duration patience;

    /**
     * Prepares to read a body.
     *
     * @param body is closed at the end
     * @param patience how long nothing may come
     */
    Download(InputStream body, Duration patience) {
        this.content = new Counting(body);
        this.patience = patience;
    }

    /**
     * Reads the body to its end and keeps it.
     *
     * @throws ContentMismatchException if it is not what was announced
     * @throws IOException if it cannot be read or kept, or nothing has come for too long
     * @throws InterruptedException if the run is stopped meanwhile
     */
    StoredBinary into(ContentStore store, String fileName, String sha256) throws IOException, InterruptedException {
        try (content) {
            Future<StoredBinary> stored =
                    Computer.threadPoolForRemoting.submit(() -> store.put(content, fileName, sha256));
            long seen = 0;
            long since = System.nanoTime();
            while (true) {
                try {
                    return stored.get(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    if (content.bytes != seen) {
                        seen = content.bytes;
                        since = System.nanoTime();
                    } else if (System.nanoTime() - since > patience.toNanos()) {
                        throw new InterruptedIOException(Messages.Download_stalled(patience.toSeconds()));
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    /** Knows how much has come. */
    private static final class Counting extends FilterInputStream {

        private volatile long bytes;

        Counting(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            long before = bytes;
            bytes = before + Math.max(0, read);
            return read;
        }
    }
}
