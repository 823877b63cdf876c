package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what is counted in a file, so that it is not lost when the process is killed.
 *
 * <p>A row of slots of {@value #SLOT} bytes: the length of the event's JSON (4 bytes, 0 for a free slot), how often it was counted
 * (8), the time of the last, in milliseconds (8), the JSON. It is not forced to disk: a process that is killed leaves what
 * it wrote, a machine that loses its power may not.
 *
 * <p>Not thread-safe.
 */
final class FloodJournal implements AutoCloseable {

    /** What an event and its count take. */
    static final int SLOT = 4_096;

    private static final int HEADER = 4 + 8 + 8;
    private static final int MAX_SLOTS = 10_000;
    private static final String NO_HASH = "0".repeat(64);

    private final FileChannel channel;
    private final Deque<Integer> free = new ArrayDeque<>();
    private int slots;

    private FloodJournal(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * What was counted.
     *
     * @param first the first event
     * @param count how many there were
     * @param last when the last one was
     */
    record Counted(
            @NonNull AuditEvent first, long count, @NonNull Instant last) {}

    @NonNull
    static FloodJournal open(@NonNull Path file) throws IOException {
        return new FloodJournal(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * What an earlier process left, by the slots that it is in. To be called before anything else, once.
     *
     * @throws IOException if the file cannot be read
     */
    @NonNull
    Map<Integer, Counted> left() throws IOException {
        slots = (int) Math.min(MAX_SLOTS, channel.size() / SLOT);
        Map<Integer, Counted> left = new TreeMap<>();
        for (int slot = 0; slot < slots; slot++) {
            Counted counted = read(slot);
            if (counted == null) {
                free.add(slot);
            } else {
                left.put(slot, counted);
            }
        }
        return left;
    }

    /**
     * Takes a slot for an event that was counted once.
     *
     * @return the slot; {@link Flood#NO_SLOT} if the event is too big for one or there are too many, and is then counted in
     *     memory alone
     */
    int take(@NonNull AuditEvent first, @NonNull Instant last) throws IOException {
        byte[] json = EntryCodec.encode(first).at(0, NO_HASH, last);
        if (json.length > SLOT - HEADER || free.isEmpty() && slots >= MAX_SLOTS) {
            return Flood.NO_SLOT;
        }
        Integer unused = free.poll();
        int slot = unused == null ? slots++ : unused;
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        bytes.putInt(json.length).putLong(1).putLong(last.toEpochMilli()).put(json);
        write(bytes.position(SLOT).flip(), slot, 0);
        return slot;
    }

    /** Notes how often the event of a slot was counted so far. */
    void count(int slot, long count, @NonNull Instant last) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 8);
        bytes.putLong(count).putLong(last.toEpochMilli());
        write(bytes.flip(), slot, 4);
    }

    /** Frees a slot, since what was counted in it is recorded. */
    void release(int slot) throws IOException {
        write(ByteBuffer.allocate(4), slot, 0);
        free.add(slot);
    }

    private void write(ByteBuffer bytes, int slot, int offset) throws IOException {
        long at = (long) slot * SLOT + offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @CheckForNull
    private Counted read(int slot) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        while (bytes.hasRemaining() && channel.read(bytes, (long) slot * SLOT + bytes.position()) >= 0) {
            // Until the slot is whole.
        }
        bytes.flip();
        if (bytes.remaining() < SLOT) {
            return null;
        }
        int length = bytes.getInt();
        long count = bytes.getLong();
        Instant last = Instant.ofEpochMilli(bytes.getLong());
        if (length <= 0 || length > SLOT - HEADER) {
            return null;
        }
        byte[] json = new byte[length];
        bytes.get(json);
        try {
            return new Counted(EntryCodec.decode(json).what(), count, last);
        } catch (EntryFormatException e) {
            // Half of it was written when the process was killed: the event was not counted yet.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
