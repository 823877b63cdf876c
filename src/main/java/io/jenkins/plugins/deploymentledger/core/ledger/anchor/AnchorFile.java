package io.jenkins.plugins.deploymentledger.core.ledger.anchor;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSequence;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file that keeps the checkpoints of a ledger, either every one of them or the newest.
 *
 * <p>It is never written over what is not a checkpoint of the same ledger. For one thread.
 */
public final class AnchorFile {

    /** How much of the end of the file is read: enough for some notes with the signatures of witnesses. */
    private static final int TAIL = 64 * 1024;

    private final Path file;
    private final boolean append;

    /**
     * A file in a directory that is there.
     *
     * @param file where it stands or shall stand
     * @param append whether earlier checkpoints stay in it
     */
    public AnchorFile(@NonNull Path file, boolean append) {
        this.file = file;
        this.append = append;
    }

    /**
     * The newest checkpoint in the file.
     *
     * @param verifier the key of the ledger
     * @return nothing if there is no file, or it is empty
     * @throws IOException if it cannot be read, or what it ends in is not signed by that key
     */
    @NonNull
    public Optional<Checkpoint> newest(@NonNull NoteVerifier verifier) throws IOException {
        byte[] tail;
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            tail = tail(channel);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (tail.length == 0) {
            return Optional.empty();
        }
        List<byte[]> notes = NoteSequence.of(tail).notes();
        try {
            if (notes.isEmpty()) {
                throw new NoteException("Not a signed note");
            }
            return Optional.of(Checkpoint.open(notes.get(notes.size() - 1), verifier));
        } catch (NoteException e) {
            throw new IOException(
                    file + " holds something other than checkpoints of this ledger, and is left as it is: "
                            + e.getMessage() + ". Name another file, or move this one away",
                    e);
        }
    }

    /**
     * Writes a checkpoint; it is on disk when this returns. What an earlier writing left incomplete at the end is cut.
     *
     * @param note the signed checkpoint
     * @throws IOException if it cannot be written; the checkpoints that the file had are still in it
     */
    public void write(@NonNull byte[] note) throws IOException {
        if (append) {
            append(note);
        } else {
            replace(note);
        }
    }

    private void append(byte[] note) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS))) {
            byte[] tail = tail(channel);
            long end = channel.size() - tail.length + NoteSequence.of(tail).length();
            channel.truncate(end);
            boolean written = false;
            try {
                writeAll(channel.position(end), note);
                channel.force(true);
                written = true;
            } finally {
                if (!written) {
                    channel.truncate(end);
                }
            }
        }
    }

    private void replace(byte[] note) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel =
                FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            writeAll(channel, note);
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] tail(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(TAIL, size));
        channel.position(size - buffer.capacity());
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        return buffer.array();
    }

    private static void writeAll(FileChannel channel, byte[] note) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(note);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
