package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Comes by the index of one segment, whatever the segment's age: grown in memory while it is open, mapped from its file when
 * it is sealed, made again when the file is of no use. Safe for use by several threads.
 */
final class SegmentIndex {

    private static final Logger LOGGER = Logger.getLogger(SegmentIndex.class.getName());

    private final boolean writable;
    private OpenIndex open;
    private IndexHeader header;
    private SealedIndex sealed;

    /**
     * An index not looked for yet.
     *
     * @param writable whether its file may be written
     */
    SegmentIndex(boolean writable) {
        this.writable = writable;
    }

    /** Whether the segment can hold an answer; reads no more than a header if it is sealed. */
    synchronized boolean mayAnswer(SegmentReader segment, LedgerQuery query) throws IOException {
        if (segment.endSequence() == segment.firstSequence()) {
            return false;
        }
        if (segment.sealed() && sealed == null && open == null && header == null) {
            header = header(segment);
        }
        if (header != null) {
            return Plan.mayAnswer(query, header.earliest(), header.latest());
        }
        RowIndex index = get(segment);
        return Plan.mayAnswer(query, index.earliest(), index.latest());
    }

    /** The index of a segment of at least one entry, with all the entries that the reader sees, and perhaps more. */
    synchronized RowIndex get(SegmentReader segment) throws IOException {
        if (sealed != null) {
            return sealed;
        }
        if (!segment.sealed()) {
            if (open == null) {
                open = new OpenIndex(segment.firstSequence());
            }
            IndexBuilding.extend(open, segment);
            return open;
        }
        sealed = seal(segment);
        header = null;
        open = null;
        return sealed;
    }

    /** Forgets what is known and makes the index again when it is needed next, since it contradicted the entries. */
    synchronized void distrust(SegmentReader segment) {
        if (sealed == null) {
            return;
        }
        LOGGER.log(
                Level.WARNING,
                "The index {0} contradicts its entries; it is made again. Verify the ledger.",
                segment.indexFile());
        sealed = null;
        header = null;
        open = new OpenIndex(segment.firstSequence());
    }

    private SealedIndex seal(SegmentReader segment) throws IOException {
        IndexFile file = new IndexFile(segment.indexFile());
        if (open == null) {
            header = header == null ? header(segment) : header;
            Optional<SealedIndex> mapped = header == null ? Optional.empty() : file.map(header);
            if (mapped.isPresent()) {
                return mapped.get();
            }
            LOGGER.log(Level.FINE, "The index {0} is missing, torn or of another segment; it is made again", file);
            open = new OpenIndex(segment.firstSequence());
        }
        ByteBuffer bytes = IndexBuilding.encode(open, segment);
        if (writable) {
            try {
                file.write(bytes);
                Optional<IndexHeader> written = file.header();
                if (written.isPresent()) {
                    Optional<SealedIndex> mapped = file.map(written.get());
                    if (mapped.isPresent()) {
                        return mapped.get();
                    }
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "The index {0} cannot be written ({1}); it is kept in memory", new Object[] {
                    file, e
                });
            }
        }
        return new SealedIndex(IndexHeader.read(bytes).orElseThrow(), bytes);
    }

    /** Whether the index of a sealed segment takes heap, for want of a file. */
    synchronized boolean onHeap() {
        return sealed != null && !sealed.mapped();
    }

    /** The header of the index file if it is one of this very segment, otherwise null. */
    private static IndexHeader header(SegmentReader segment) throws IOException {
        Optional<IndexHeader> found = new IndexFile(segment.indexFile()).header();
        return found.isPresent() && found.get().isOf(segment) ? found.get() : null;
    }
}
