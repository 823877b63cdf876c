package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers which entries the sealed segments of a ledger have, so that a reader is opened without reading them. Thread-safe. */
public final class SegmentCatalogue {

    private final Path directory;
    private Map<Path, Long> sealedEnds = new HashMap<>();

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
        for (Path file : SegmentNames.list(directory)) {
            if (SegmentNames.first(file) < last.firstSequence()) {
                segments.add(sealed(file));
            }
        }
        segments.add(last);
        forgetOthers(segments);
        return StoredEntries.of(segments);
    }

    private SegmentFile sealed(Path file) throws IOException {
        Long end;
        synchronized (this) {
            end = sealedEnds.get(file);
        }
        if (end != null) {
            return SegmentFile.known(file, SegmentNames.first(file), end, true, null);
        }
        SegmentFile opened = SegmentFile.open(file, Long.MAX_VALUE);
        if (opened.sealed()) {
            synchronized (this) {
                sealedEnds.put(file, opened.endSequence());
            }
        }
        return opened;
    }

    /** What left by retention need not be remembered. */
    private synchronized void forgetOthers(List<SegmentReader> segments) {
        if (sealedEnds.size() >= segments.size()) {
            Map<Path, Long> still = new HashMap<>();
            for (SegmentReader segment : segments) {
                Long end = sealedEnds.get(segment.file());
                if (end != null) {
                    still.put(segment.file(), end);
                }
            }
            sealedEnds = still;
        }
    }
}
