package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The log of one machine in one run: its steps with their times, and what its install command wrote.
 *
 * <p>Beside it stands how much of the install command's output is in it, so that after a crash of the controller
 * nothing is missing and nothing stands there twice. Safe for use by several threads. A log that cannot be written does
 * not fail the installation: the controller's own log says so once.
 */
final class MachineLog {

    /** The most bytes of output in one log. */
    static final long MAX_OUTPUT = 10L << 20;

    /** What the plugin itself may write beyond that. */
    private static final long MAX_LINES = 1L << 20;

    private static final Logger LOGGER = Logger.getLogger(MachineLog.class.getName());

    private final Path directory;
    private final Path file;
    private final Path state;
    private boolean failed;

    /**
     * Names a log; opens nothing.
     *
     * @param attempt which of the attempts to install writes its output, from 1
     */
    MachineLog(Path machinesDir, int ordinal, int attempt) {
        this.directory = machinesDir;
        this.file = machinesDir.resolve(ordinal + ".log");
        this.state = machinesDir.resolve(ordinal + (attempt == 1 ? ".log.state" : ".log.state." + attempt));
    }

    /** Adds a line with the time. */
    synchronized void line(String text) {
        String line = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text.strip() + '\n';
        try {
            Output known = known();
            write(line.getBytes(StandardCharsets.UTF_8), MAX_OUTPUT + MAX_LINES, true);
            if (known != null) {
                remember(known.offset);
            }
        } catch (IOException e) {
            report(e);
        }
    }

    /**
     * Adds output.
     *
     * @param output as it came
     * @param nextOffset where on the machine the output goes on after it
     */
    synchronized void output(byte[] output, long nextOffset) {
        try {
            write(output, MAX_OUTPUT, false);
            remember(nextOffset);
        } catch (IOException e) {
            report(e);
        }
    }

    /** Says that the output goes on and is not kept. */
    void cut() {
        line(Messages.MachineLog_cut(MAX_OUTPUT >> 20));
    }

    /** How many bytes of the machine's output are in the log; what a crash left there beyond that is taken back. */
    synchronized long outputOffset() {
        try {
            Output known = known();
            if (known == null) {
                return 0;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (channel.size() > known.logLength) {
                    channel.truncate(known.logLength);
                }
            }
            return known.offset;
        } catch (IOException e) {
            report(e);
            return 0;
        }
    }

    private void write(byte[] bytes, long limit, boolean ownLine) throws IOException {
        Files.createDirectories(directory);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            long room = limit - end;
            if (room <= 0) {
                return;
            }
            channel.position(end);
            if (ownLine && end > 0 && !endsWithNewline(channel, end)) {
                writeAll(channel, ByteBuffer.wrap(new byte[] {'\n'}));
            }
            writeAll(channel, ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, room)));
        }
    }

    private static boolean endsWithNewline(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
    }

    private Output known() throws IOException {
        if (!Files.exists(state)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(state);
        if (bytes.length != 2 * Long.BYTES) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Output(buffer.getLong(), buffer.getLong());
    }

    private void remember(long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(Files.size(file))
                .putLong(offset)
                .flip();
        // Overwritten in place: sixteen bytes are written whole or not at all, short of a crash of the system.
        try (FileChannel channel = FileChannel.open(state, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            writeAll(channel, buffer);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private void report(IOException error) {
        if (!failed) {
            failed = true;
            LOGGER.log(Level.WARNING, error, () -> "Cannot write " + file);
        }
    }

    /** How long the log was when this much output had been added. */
    private record Output(long logLength, long offset) {}
}
