package io.jenkins.plugins.deploymentledger.core.ledger.retention;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentFile;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentNames;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sealed segments at the front of a ledger that are to leave it.
 *
 * @param files the segments, oldest first; unmodifiable
 * @param first the sequence number of the first entry that leaves
 * @param end the sequence number after the last entry that leaves
 * @param root the root of the tree of all entries before {@code end}
 */
public record Leaving(
        @NonNull List<Path> files,
        long first,
        long end,
        @NonNull Hash root) {

    /** Copies the list. */
    public Leaving {
        files = List.copyOf(files);
    }

    /**
     * The segments whose entries are all older than a moment. The last segment never leaves.
     *
     * @param before the entries recorded before this moment may leave
     * @return null if no whole segment is that old
     * @throws IOException if a segment cannot be read
     */
    @CheckForNull
    public static Leaving find(@NonNull LedgerDirectory directory, @NonNull Instant before) throws IOException {
        List<Path> files = new ArrayList<>();
        long first = -1;
        long end = -1;
        Hash root = null;
        List<Path> all = SegmentNames.list(directory.segments());
        for (Path file : all.subList(0, Math.max(0, all.size() - 1))) {
            SegmentEnds ends = SegmentEnds.read(file);
            SegmentSeal seal = ends.seal();
            if (seal == null || !lastRecorded(file).isBefore(before)) {
                break;
            }
            first = first < 0 ? ends.header().first() : first;
            files.add(file);
            end = ends.header().first() + seal.count();
            root = seal.root();
        }
        return root == null ? null : new Leaving(files, first, end, root);
    }

    private static Instant lastRecorded(Path file) throws IOException {
        try (SegmentFile segment = SegmentFile.open(file, Long.MAX_VALUE)) {
            return segment.entry(segment.endSequence() - 1).recorded();
        }
    }

    /** The event that says what leaves. */
    @NonNull
    public AuditEvent event(@NonNull Instant now, @NonNull Instant before, @CheckForNull Path archive) {
        return AuditEvent.of(LedgerEvents.PRUNED)
                .at(now)
                .by("ledger", "Ledger")
                .detail("first", Long.toString(first))
                .detail("last", Long.toString(end - 1))
                .detail("segments", Integer.toString(files.size()))
                .detail("root", root.hex())
                .detail("recorded.before", before.toString())
                .detail("archive", archive == null ? "" : archive.toString())
                .build();
    }

    /**
     * Lets them go, with what is derived from them; the oldest first.
     *
     * @param archive where they go; null if for good
     * @throws IOException if one cannot be moved or deleted; the rest are still there then
     */
    public void leave(@NonNull Storage storage, @NonNull LedgerDirectory directory, @CheckForNull Path archive)
            throws IOException {
        for (Path file : files) {
            storage.delete(SegmentNames.indexFile(file));
            if (archive == null) {
                storage.delete(file);
            } else {
                storage.move(file, archive.resolve(String.valueOf(file.getFileName())));
            }
        }
        storage.syncDirectory(directory.segments());
    }
}
