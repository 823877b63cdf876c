package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import jenkins.security.MasterToSlaveCallable;

/** Looks on the machine how an installation stands, and brings the next piece of its output; null if there is none. */
final class PollInstaller extends MasterToSlaveCallable<InstallerState, IOException> {

    private static final long serialVersionUID = 1;

    /** How long a wrapper may take from the creation of its directory to its first sign of life. */
    private static final long STARTING_MILLIS = 30_000;

    private final String root;
    private final String key;
    private final long offset;
    private final int maxBytes;

    /**
     * Names the installation.
     *
     * @param offset from where on its output is wanted
     * @param maxBytes how much of it
     */
    PollInstaller(String root, String key, long offset, int maxBytes) {
        this.root = root;
        this.key = key;
        this.offset = offset;
        this.maxBytes = maxBytes;
    }

    @Override
    public InstallerState call() throws IOException {
        RunDirectory directory = new RunDirectory(root, key);
        if (!directory.exists()) {
            return null;
        }
        try {
            // The result is looked at before the output, which is complete when there is one.
            Long result = directory.readNumber("result");
            boolean drained = directory.isDrained();
            String verdict = directory.read("verdict");
            long elapsed = directory.age().toMillis();
            boolean endedItself = result != null && verdict == null;
            boolean alive = !endedItself && isAlive(directory, elapsed);
            int leftBehind = endedItself ? leftBehind(directory) : 0;
            byte[] output = new byte[0];
            long size = 0;
            try (FileChannel channel = FileChannel.open(directory.output())) {
                size = channel.size();
                output = read(channel, size);
            } catch (NoSuchFileException e) {
                // Nothing has been written yet, or all of it has been taken.
                drained |= result != null;
            }
            Integer exitCode = result == null ? null : result.intValue();
            return new InstallerState(output, size, drained, exitCode, verdict, alive, leftBehind, elapsed);
        } catch (IOException e) {
            throw MachineFailureException.of(e, directory.path());
        }
    }

    private byte[] read(FileChannel channel, long size) throws IOException {
        int length = (int) Math.max(0, Math.min(maxBytes, size - offset));
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int read = 1;
        while (buffer.hasRemaining() && read > 0) {
            read = channel.read(buffer, offset + buffer.position());
        }
        return buffer.hasRemaining() ? java.util.Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    private int leftBehind(RunDirectory directory) throws IOException {
        return InstallerProcesses.leftBehind(key, directory.readNumber("pid"), directory.readNumber("started"));
    }

    private boolean isAlive(RunDirectory directory, long elapsed) throws IOException {
        Long pid = directory.readNumber("pid");
        if (pid == null && elapsed < STARTING_MILLIS) {
            return true;
        }
        return !InstallerProcesses.living(key, pid, directory.readNumber("started"))
                .isEmpty();
    }
}
