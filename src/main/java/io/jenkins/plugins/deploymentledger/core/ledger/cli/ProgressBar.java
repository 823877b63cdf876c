package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Draws how far something long is, in one line of a terminal that is wiped at the end. Draws nothing where nobody watches. */
final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintStream out;
    private final boolean visible;
    private final String what;
    private final long total;
    private final long began = System.nanoTime();
    private long drawn = began;
    private int length;

    ProgressBar(PrintStream out, boolean visible, String what, long total) {
        this.out = out;
        this.visible = visible && total > 0;
        this.what = what;
        this.total = total;
    }

    /** So much of the total is done. */
    void done(long count) {
        if (!visible || (count & 0xff) != 0) {
            return;
        }
        long now = System.nanoTime();
        if (now - drawn >= EVERY) {
            drawn = now;
            draw(Math.min(count, total), now - began);
        }
    }

    private void draw(long count, long elapsed) {
        int filled = (int) (WIDTH * count / total);
        long left =
                count == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds((long) (elapsed * ((double) (total - count) / count)));
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3d %%  %,d of %,d  %d:%02d left",
                what,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * count / total,
                count,
                total,
                left / 60,
                left % 60);
        out.print('\r' + line + " ".repeat(Math.max(0, length - line.length())));
        out.flush();
        length = line.length();
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (length > 0) {
            out.print('\r' + " ".repeat(length) + '\r');
            out.flush();
        }
    }
}
