package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The index of a segment that will not change any more, in the form of an index file: {@link IndexHeader},
 * {@link PackedTimes}, the offset of every row's record in the segment (4 bytes each), a {@link TextDictionary} for every textual kind in the order of {@link FilterKind}, an
 * {@link AddressDictionary}. Immutable and safe for use by several threads.
 */
final class SealedIndex implements RowIndex {

    private final IndexHeader header;
    private final boolean mapped;
    private final PackedTimes times;
    private final Packed offsets;
    private final Map<FilterKind, TextDictionary> texts = new EnumMap<>(FilterKind.class);
    private final AddressDictionary addresses;

    /** Made when it is asked for first; a byte for each row that then stays in memory. */
    private volatile Optional<EventColumn> events;

    /**
     * The index in a file that its header proves to be whole.
     *
     * @param header the file's header
     * @param file all bytes of the file
     */
    SealedIndex(IndexHeader header, ByteBuffer file) {
        this.header = header;
        this.mapped = file instanceof MappedByteBuffer;
        this.times = new PackedTimes(file, IndexHeader.LENGTH, header.rows(), header.earliest());
        this.offsets = new Packed(file, times.end(), Integer.BYTES);
        int offset = times.end() + header.rows() * Integer.BYTES;
        for (FilterKind kind : FilterKind.values()) {
            if (kind != FilterKind.ADDRESS) {
                TextDictionary dictionary = new TextDictionary(file, offset);
                texts.put(kind, dictionary);
                offset = dictionary.end();
            }
        }
        this.addresses = new AddressDictionary(file, offset);
    }

    /**
     * The bytes of the file for an index that does not grow any more, of at least one row.
     *
     * @param index the index
     * @param lastHash the SHA-256 of the segment's last entry
     */
    static ByteBuffer encode(OpenIndex index, byte[] lastHash) {
        int rows = index.rows();
        int rowWidth = Packed.width(rows - 1);
        int timeWidth = Packed.width(index.latest() - index.earliest());
        Map<FilterKind, TreeMap<byte[], GrowingRows>> sorted = new EnumMap<>(FilterKind.class);
        long length = IndexHeader.LENGTH + PackedTimes.length(rows, timeWidth) + (long) rows * Integer.BYTES;
        for (FilterKind kind : FilterKind.values()) {
            if (kind != FilterKind.ADDRESS) {
                sorted.put(kind, TextDictionary.sorted(index.texts(kind)));
                length += TextDictionary.length(sorted.get(kind), rowWidth);
            }
        }
        TreeMap<Network, GrowingRows> networks = AddressDictionary.sorted(index.networks());
        length += AddressDictionary.length(networks, rowWidth);
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(length));
        file.position(IndexHeader.LENGTH);
        PackedTimes.write(file, index.times(), rows, index.earliest(), timeWidth);
        for (int row = 0; row < rows; row++) {
            file.putInt(index.offset(row));
        }
        sorted.values().forEach(dictionary -> TextDictionary.write(file, dictionary, rowWidth));
        AddressDictionary.write(file, networks, rowWidth);
        IndexHeader.write(file, index, lastHash);
        return file.clear();
    }

    /** Whether it takes no heap. */
    boolean mapped() {
        return mapped;
    }

    @Override
    public int rows() {
        return header.rows();
    }

    @Override
    public Times times() {
        return times;
    }

    @Override
    public int offset(int row) {
        return (int) offsets.get(row);
    }

    @Override
    public long earliest() {
        return header.earliest();
    }

    @Override
    public long latest() {
        return header.latest();
    }

    @Override
    public List<RowList> find(FilterKind kind, TextFilter filter) {
        return texts.get(kind).find(filter);
    }

    @Override
    public List<RowList> find(Network network) {
        return addresses.find(network);
    }

    @Override
    public int distinct(FilterKind kind) {
        return kind == FilterKind.ADDRESS ? addresses.size() : texts.get(kind).size();
    }

    @Override
    public List<Value> values(FilterKind kind, TextFilter filter) {
        return texts.get(kind).values(filter);
    }

    @Override
    public List<Value> addresses() {
        return addresses.values();
    }

    @Override
    public Optional<EventColumn> events() {
        Optional<EventColumn> made = events;
        if (made == null) {
            made = EventColumn.of(values(FilterKind.EVENT, TextFilter.of("*")), rows());
            events = made;
        }
        return made;
    }
}
