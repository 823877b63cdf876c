package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The IP addresses that occur in a segment, sorted as unsigned numbers of 128 bits, with the rows of each: a network is a range.
 *
 * <p>Layout, big-endian: number of addresses (4), the addresses (16 each, IPv4 as {@code ::ffff:0:0/96}), their
 * {@link Postings}.
 */
final class AddressDictionary {

    private static final Comparator<Network> ORDER = (a, b) -> compare(a.high(), a.low(), b.high(), b.low());
    private static final int WIDTH = 2 * Long.BYTES;

    private final ByteBuffer bytes;
    private final int size;
    private final int addresses;
    private final Postings postings;

    /** Reads the dictionary at an offset of a file. */
    AddressDictionary(ByteBuffer bytes, int offset) {
        this.bytes = bytes;
        this.size = bytes.getInt(offset);
        this.addresses = offset + Integer.BYTES;
        this.postings = new Postings(bytes, addresses + size * WIDTH);
    }

    /** The addresses in the order of a dictionary. */
    static TreeMap<Network, GrowingRows> sorted(Map<Network, GrowingRows> values) {
        TreeMap<Network, GrowingRows> sorted = new TreeMap<>(ORDER);
        sorted.putAll(values);
        return sorted;
    }

    static long length(TreeMap<Network, GrowingRows> sorted, int width) {
        return Integer.BYTES + (long) sorted.size() * WIDTH + Postings.length(sorted.values(), width);
    }

    static void write(ByteBuffer file, TreeMap<Network, GrowingRows> sorted, int width) {
        file.putInt(sorted.size());
        sorted.keySet().forEach(address -> file.putLong(address.high()).putLong(address.low()));
        Postings.write(file, sorted.values(), width);
    }

    /** The rows of every address in a network. */
    List<RowList> find(Network network) {
        List<RowList> found = new ArrayList<>();
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, network.high(), network.low()) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < size && compare(i, network.lastHigh(), network.lastLow()) <= 0; i++) {
            found.add(postings.of(i));
        }
        return found;
    }

    int size() {
        return size;
    }

    /** Every address with its rows. */
    List<RowIndex.Value> values() {
        List<RowIndex.Value> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int at = addresses + i * WIDTH;
            Network address = new Network(bytes.getLong(at), bytes.getLong(at + Long.BYTES), Long.SIZE * 2);
            values.add(new RowIndex.Value(address.toString(), postings.of(i)));
        }
        return values;
    }

    private int compare(int value, long high, long low) {
        int at = addresses + value * WIDTH;
        return compare(bytes.getLong(at), bytes.getLong(at + Long.BYTES), high, low);
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int first = Long.compareUnsigned(high, otherHigh);
        return first != 0 ? first : Long.compareUnsigned(low, otherLow);
    }
}
