package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what is counted in a file, so that it is not lost when the process is killed.
 *
 * <p>A row of slots of {@value #SLOT} bytes: the length of the event's JSON (4 bytes, 0 for a free slot), how often it was counted
 * (8), the time of the last, in milliseconds (8), an HMAC of all this, of the slot's number and of the JSON (32), the JSON. What stands
 * here is recorded at the next start, so that nobody may write it who has not the key. It is not forced to disk: a process that is
 * killed leaves what it wrote, a machine that loses its power may not.
 *
 * <p>Thread-safe. Whoever writes may be interrupted; a {@code FileChannel} would then close itself.
 */
final class FloodJournal implements AutoCloseable {

    /** What an event and its count take. */
    static final int SLOT = 4_096;

    private static final int MAC = 32;
    private static final int HEADER = 4 + 8 + 8 + MAC;
    private static final int MAX_SLOTS = 10_000;
    private static final Logger LOGGER = Logger.getLogger(FloodJournal.class.getName());
    private static final String NO_HASH = "0".repeat(64);

    private final RandomAccessFile file;
    private final UnaryOperator<byte[]> mac;
    private final Deque<Integer> free = new ArrayDeque<>();

    /** The events in the slots that are taken. */
    private final Map<Integer, byte[]> taken = new HashMap<>();

    private int slots;
    private int refused;

    private FloodJournal(RandomAccessFile file, UnaryOperator<byte[]> mac) {
        this.file = file;
        this.mac = mac;
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

    /**
     * Opens the journal, and makes it if there is none.
     *
     * @param mac makes 32 bytes of any others that nobody makes who has not this controller's key
     */
    @NonNull
    static FloodJournal open(@NonNull Path file, @NonNull UnaryOperator<byte[]> mac) throws IOException {
        return new FloodJournal(new RandomAccessFile(file.toFile(), "rw"), mac);
    }

    /**
     * What an earlier process left, by the slots that it is in. To be called before anything else, once.
     *
     * @throws IOException if the file cannot be read
     */
    @NonNull
    synchronized Map<Integer, Counted> left() throws IOException {
        slots = (int) Math.min(MAX_SLOTS, file.length() / SLOT);
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

    /** How many slots {@link #left} refused, since this controller did not write what stood in them, or not all of it. */
    synchronized int refused() {
        return refused;
    }

    /**
     * Takes a slot for an event that was counted once.
     *
     * @return the slot; {@link Flood#NO_SLOT} if the event is too big for one or there are too many, and is then counted in
     *     memory alone
     */
    synchronized int take(@NonNull AuditEvent first, @NonNull Instant last) throws IOException {
        byte[] json = EntryCodec.encode(first).at(0, NO_HASH, last);
        if (json.length > SLOT - HEADER || free.isEmpty() && slots >= MAX_SLOTS) {
            return Flood.NO_SLOT;
        }
        Integer unused = free.poll();
        int slot = unused == null ? slots++ : unused;
        ByteBuffer bytes = ByteBuffer.allocate(SLOT);
        bytes.putInt(json.length)
                .putLong(1)
                .putLong(last.toEpochMilli())
                .put(mac(slot, 1, last, json))
                .put(json);
        write(bytes.position(SLOT).flip(), slot, 0);
        taken.put(slot, json);
        return slot;
    }

    /** Notes how often the event of a slot was counted so far. */
    synchronized void count(int slot, long count, @NonNull Instant last) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 8 + MAC);
        bytes.putLong(count).putLong(last.toEpochMilli()).put(mac(slot, count, last, taken.get(slot)));
        write(bytes.flip(), slot, 4);
    }

    /** Frees a slot, since what was counted in it is recorded. Nothing of it stays that could be put there again. */
    synchronized void release(int slot) throws IOException {
        write(ByteBuffer.allocate(SLOT), slot, 0);
        taken.remove(slot);
        free.add(slot);
    }

    private byte[] mac(int slot, long count, Instant last, byte[] json) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 8 + 8 + json.length);
        bytes.putInt(slot).putLong(count).putLong(last.toEpochMilli()).put(json);
        return mac.apply(bytes.array());
    }

    private void write(ByteBuffer bytes, int slot, int offset) throws IOException {
        file.seek((long) slot * SLOT + offset);
        file.write(bytes.array(), bytes.position(), bytes.remaining());
    }

    @CheckForNull
    private Counted read(int slot) throws IOException {
        byte[] whole = new byte[SLOT];
        file.seek((long) slot * SLOT);
        file.readFully(whole);
        ByteBuffer bytes = ByteBuffer.wrap(whole);
        int length = bytes.getInt();
        long count = bytes.getLong();
        Instant last = Instant.ofEpochMilli(bytes.getLong());
        if (length == 0) {
            return null;
        }
        byte[] expected = new byte[MAC];
        bytes.get(expected);
        byte[] json = new byte[length < 0 || length > SLOT - HEADER ? 0 : length];
        bytes.get(json);
        try {
            if (MessageDigest.isEqual(expected, mac(slot, count, last, json))) {
                return new Counted(EntryCodec.decode(json).what(), count, last);
            }
        } catch (EntryFormatException e) {
            LOGGER.log(Level.FINE, "No event is counted in a slot", e);
        }
        refused++;
        write(ByteBuffer.allocate(SLOT), slot, 0);
        return null;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
