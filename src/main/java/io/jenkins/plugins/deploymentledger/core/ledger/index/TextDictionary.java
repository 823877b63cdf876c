package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * The folded texts of one kind that occur in a segment, sorted by their UTF-8 bytes, with the rows of each.
 *
 * <p>Layout, big-endian: number of texts (4), for every text and one more its offset among the texts (4), the texts in UTF-8,
 * their {@link Postings}.
 */
final class TextDictionary {

    private final ByteBuffer bytes;
    private final int size;
    private final int offsets;
    private final int texts;
    private final Postings postings;

    /** Reads the dictionary at an offset of a file. */
    TextDictionary(ByteBuffer bytes, int offset) {
        this.bytes = bytes;
        this.size = bytes.getInt(offset);
        this.offsets = offset + Integer.BYTES;
        this.texts = offsets + (size + 1) * Integer.BYTES;
        this.postings = new Postings(bytes, texts + bytes.getInt(offsets + size * Integer.BYTES));
    }

    /** The texts in the order of a dictionary. */
    static TreeMap<byte[], GrowingRows> sorted(Map<String, GrowingRows> values) {
        TreeMap<byte[], GrowingRows> sorted = new TreeMap<>(Arrays::compareUnsigned);
        values.forEach((text, rows) -> sorted.put(text.getBytes(StandardCharsets.UTF_8), rows));
        return sorted;
    }

    static long length(TreeMap<byte[], GrowingRows> sorted, int width) {
        long texts = sorted.keySet().stream().mapToLong(text -> text.length).sum();
        return (sorted.size() + 2L) * Integer.BYTES + texts + Postings.length(sorted.values(), width);
    }

    static void write(ByteBuffer file, TreeMap<byte[], GrowingRows> sorted, int width) {
        file.putInt(sorted.size());
        int offset = 0;
        for (byte[] text : sorted.keySet()) {
            file.putInt(offset);
            offset += text.length;
        }
        file.putInt(offset);
        sorted.keySet().forEach(file::put);
        Postings.write(file, sorted.values(), width);
    }

    /** How many texts there are. */
    int size() {
        return size;
    }

    /** The rows of every text that matches. */
    List<RowList> find(TextFilter filter) {
        List<RowList> found = new ArrayList<>();
        match(filter, value -> found.add(postings.of(value)));
        return found;
    }

    /** Every text that matches, with its rows. */
    List<RowIndex.Value> values(TextFilter filter) {
        List<RowIndex.Value> found = new ArrayList<>();
        match(filter, value -> found.add(new RowIndex.Value(text(value), postings.of(value))));
        return found;
    }

    private void match(TextFilter filter, IntConsumer found) {
        byte[] prefix = filter.prefix().getBytes(StandardCharsets.UTF_8);
        if (filter.isExact()) {
            int value = lowerBound(prefix);
            if (value < size && compare(value, prefix) == 0) {
                found.accept(value);
            }
            return;
        }
        for (int value = lowerBound(prefix); value < size && startsWith(value, prefix); value++) {
            if (filter.isPrefix() || filter.matches(text(value))) {
                found.accept(value);
            }
        }
    }

    /** The offset behind the dictionary. */
    int end() {
        return postings.end();
    }

    private int lowerBound(byte[] text) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int start(int value) {
        return texts + bytes.getInt(offsets + value * Integer.BYTES);
    }

    private int compare(int value, byte[] text) {
        int start = start(value);
        int length = start(value + 1) - start;
        int common = Math.min(length, text.length);
        for (int i = 0; i < common; i++) {
            int difference = (bytes.get(start + i) & 0xff) - (text[i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return length - text.length;
    }

    private boolean startsWith(int value, byte[] prefix) {
        int start = start(value);
        if (start(value + 1) - start < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes.get(start + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int value) {
        byte[] text = new byte[start(value + 1) - start(value)];
        bytes.get(start(value), text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
