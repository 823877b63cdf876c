package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the entries that stand in a directory of segments. */
public final class StoredEntries implements LedgerReader {

    private final List<SegmentReader> segments;

    private StoredEntries(List<SegmentReader> segments) {
        this.segments = List.copyOf(segments);
    }

    /** Segments that follow one another. */
    static StoredEntries of(List<SegmentReader> segments) {
        return new StoredEntries(segments);
    }

    /**
     * Opens the segments in a directory.
     *
     * @param directory the directory of segments of a ledger, or of a copy of it
     * @param before the sequence number before which entries are seen; {@link Long#MAX_VALUE} for all
     * @throws SegmentDamagedException if a segment is damaged where it is opened, or one between others is missing
     * @throws IOException if a segment cannot be read
     */
    @NonNull
    public static StoredEntries open(@NonNull Path directory, long before) throws IOException {
        List<SegmentReader> opened = new ArrayList<>();
        for (Path file : SegmentNames.list(directory)) {
            if (SegmentNames.first(file) >= before && !opened.isEmpty()) {
                break;
            }
            SegmentFile segment = SegmentFile.open(file, before);
            if (!opened.isEmpty() && opened.get(opened.size() - 1).endSequence() != segment.firstSequence()) {
                throw new SegmentDamagedException(
                        file,
                        segment.firstSequence(),
                        0,
                        "the segment before it ends with entry "
                                + (opened.get(opened.size() - 1).endSequence() - 1));
            }
            opened.add(segment);
        }
        return new StoredEntries(opened);
    }

    @Override
    public long firstSequence() {
        return segments.isEmpty() ? 0 : segments.get(0).firstSequence();
    }

    @Override
    public long endSequence() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).endSequence();
    }

    @Override
    @NonNull
    public List<SegmentReader> segments() {
        return segments;
    }

    @Override
    @NonNull
    public EntryCursor ascending(long from, long end) {
        return new ChainedCursor(segments, from, end);
    }

    @Override
    @NonNull
    public EntryCursor descending(long from, long end) {
        long first = Math.max(from, firstSequence());
        return new WalkingCursor(this::json, first, Math.max(first, Math.min(end, endSequence())), false);
    }

    private byte[] json(long sequence) throws IOException {
        return segmentOf(sequence).json(sequence);
    }

    private SegmentReader segmentOf(long sequence) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).firstSequence() <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return segments.get(low);
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (SegmentReader segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
