package io.jenkins.plugins.deploymentledger.audit.archive;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailSlice;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Page;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Siblings;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Cursor;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentNames;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * The entries that left the ledger by retention and are kept. Their hashes are still in the tree of the ledger, so that each is proved
 * like those of the trail, and all of them by the offline verifier with {@code --archive}.
 */
public final class RetainedEntries {

    private RetainedEntries() {}

    /** Where they are kept. */
    @NonNull
    static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("audit-trail-archive");
    }

    /**
     * What there is.
     *
     * @param first the sequence number of the oldest entry
     * @param end the sequence number after the newest one
     * @param earliest when the oldest was recorded
     * @param latest when the newest was recorded
     */
    public record Extent(
            long first,
            long end,
            @NonNull Instant earliest,
            @NonNull Instant latest) {}

    /**
     * Whether any entry is kept; reads no file, unlike {@link #extent}.
     *
     * @throws IOException if the directory cannot be read
     */
    public static boolean any() throws IOException {
        return Files.isDirectory(directory()) && !SegmentNames.list(directory()).isEmpty();
    }

    /**
     * Whether an entry of the trail is there, or one that left it and is kept; reads none.
     *
     * @throws IOException if a segment cannot be read
     */
    public static boolean has(@NonNull OpenTrail trail, long sequence) throws IOException {
        if (sequence >= trail.firstSequence() || !any()) {
            return sequence >= trail.firstSequence() && sequence < trail.endSequence();
        }
        try (StoredEntries entries = StoredEntries.open(directory(), trail.firstSequence())) {
            return sequence >= entries.firstSequence() && sequence < entries.endSequence();
        }
    }

    /**
     * What there is.
     *
     * @return nothing if no entry is kept
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static Optional<Extent> extent() throws IOException {
        if (!any()) {
            return Optional.empty();
        }
        try (StoredEntries entries = StoredEntries.open(directory(), Long.MAX_VALUE)) {
            long first = entries.firstSequence();
            long end = entries.endSequence();
            return Optional.of(new Extent(first, end, recorded(entries, first), recorded(entries, end - 1)));
        }
    }

    private static Instant recorded(StoredEntries entries, long sequence) throws IOException {
        return entries.entry(sequence)
                .orElseThrow(() -> new IOException("The archive has no entry " + sequence))
                .recorded();
    }

    /**
     * An entry of the trail, or one that left it and is kept.
     *
     * @return nothing if there never was one of this number, or it is gone for good
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static Optional<AuditEntry> find(@NonNull OpenTrail trail, long sequence) throws IOException {
        if (sequence >= trail.firstSequence() || !Files.isDirectory(directory())) {
            return trail.entry(sequence);
        }
        try (StoredEntries entries = StoredEntries.open(directory(), trail.firstSequence())) {
            return entries.entry(sequence);
        }
    }

    /**
     * What else the request of an entry left, where the entry itself is.
     *
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static List<AuditEntry> siblings(@NonNull OpenTrail trail, @NonNull AuditEntry entry) throws IOException {
        if (entry.sequence() >= trail.firstSequence()) {
            return trail.siblings(entry);
        }
        try (StoredEntries entries = StoredEntries.open(directory(), trail.firstSequence())) {
            return Siblings.of(entries, entry, Origin.REQUEST);
        }
    }

    /**
     * A page of what answers, going down.
     *
     * @throws IOException if they cannot be read
     */
    @NonNull
    public static TrailSlice slice(@NonNull TrailRequest asked) throws IOException {
        try (StoredEntries entries = StoredEntries.open(directory(), Long.MAX_VALUE)) {
            Page page = LedgerIndex.kept()
                    .search(entries)
                    .page(
                            asked.query(),
                            Optional.of(Cursor.before(asked.before().orElse(Long.MAX_VALUE))),
                            asked.limit());
            return new TrailSlice(page.entries(), false, page.next().isPresent());
        }
    }
}
