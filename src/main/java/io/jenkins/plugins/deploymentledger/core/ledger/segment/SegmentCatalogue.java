package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers which sealed segments a ledger has and which entries are in them, so that a reader is opened without looking at the disk. Thread-safe.
 */
public final class SegmentCatalogue {

    private final Path directory;
    private long lastFirst = -1;
    private List<Sealed> sealed = List.of();

    /** A segment that will not change any more. */
    private record Sealed(Path file, long first, long end) {}

    /** @param directory the directory of segments */
    public SegmentCatalogue(@NonNull Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the segments up to the one that is being written.
     *
     * @param last reads the segment that is being written
     * @throws IOException if a segment cannot be read
     */
    @NonNull
    public StoredEntries open(@NonNull SegmentFile last) throws IOException {
        List<SegmentReader> segments = new ArrayList<>();
        for (Sealed segment : before(last.firstSequence())) {
            segments.add(SegmentFile.known(segment.file(), segment.first(), segment.end(), true, null));
        }
        segments.add(last);
        return StoredEntries.of(segments);
    }

    /** From now on segments are missing that left by retention. */
    public synchronized void forget() {
        lastFirst = -1;
    }

    private synchronized List<Sealed> before(long first) throws IOException {
        if (first != lastFirst) {
            List<Sealed> found = new ArrayList<>();
            for (Path file : SegmentNames.list(directory)) {
                if (SegmentNames.first(file) < first) {
                    found.add(look(file));
                }
            }
            sealed = List.copyOf(found);
            lastFirst = first;
        }
        return sealed;
    }

    private Sealed look(Path file) throws IOException {
        for (Sealed segment : sealed) {
            if (segment.file().equals(file)) {
                return segment;
            }
        }
        try (SegmentFile opened = SegmentFile.open(file, Long.MAX_VALUE)) {
            if (!opened.sealed()) {
                throw new SegmentDamagedException(
                        file, opened.firstSequence(), 0, "it has no seal, though it is not the last segment");
            }
            return new Sealed(file, opened.firstSequence(), opened.endSequence());
        }
    }
}
