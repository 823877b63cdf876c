package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.RecordOffsets;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner.Ending;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.GrowingTree;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Reads the last segments of a ledger entry by entry, holds them against the tree, and lets it grow by those it does not have yet. */
final class TailScan {

    private final LedgerDirectory directory;
    private final GrowingTree tree;
    private final long covered;
    private final TileReader stored;
    private final TreeHasher hasher = new TreeHasher();
    private Hash last;
    private byte[] lastJson = {};
    private Instant segmentBegan = Instant.MAX;
    private RecordOffsets records = RecordOffsets.NONE;
    private long end;
    private long offset;
    private long incomplete;
    private byte[] cut = {};
    private boolean sealed;

    /** @param tree the tree of the checkpoint */
    TailScan(LedgerDirectory directory, GrowingTree tree) {
        this.directory = directory;
        this.tree = tree;
        this.covered = tree.size();
        this.stored = new TileReader(directory.tiles(), covered);
    }

    /** Reads one segment to its end; gives what is wrong with it, nothing if all is well. */
    List<Finding> read(SegmentEnds segment) throws IOException {
        String name = Foundation.name(directory, segment.file());
        try (SegmentScanner scanner = new SegmentScanner(segment.file())) {
            last = scanner.header().after();
            records = RecordOffsets.NONE;
            segmentBegan = Instant.MAX;
            while (scanner.next()) {
                List<Finding> wrong = take(name, scanner);
                if (!wrong.isEmpty()) {
                    return wrong;
                }
                records = records.plus(Math.toIntExact(scanner.offset()));
            }
            end = scanner.endSequence();
            offset = scanner.offset();
            sealed = scanner.ending() == Ending.SEALED;
            if (scanner.ending() == Ending.INCOMPLETE) {
                cut = scanner.incomplete();
                incomplete = scanner.incompleteLength();
            }
            SegmentSeal seal = scanner.seal();
            if (seal != null && tree.size() == end && !seal.root().equals(tree.root())) {
                return List.of(new Finding(
                        Kind.CHAIN_BROKEN, name, segment.header().first(), end - 1, "Its seal is of another tree"));
            }
            return List.of();
        } catch (SegmentDamagedException e) {
            return List.of(new Finding(
                    Kind.SEGMENT_DAMAGED, name, e.sequence(), e.sequence(), String.valueOf(e.getMessage())));
        }
    }

    private List<Finding> take(String name, SegmentScanner scanner) throws IOException {
        long sequence = scanner.sequence();
        if (!scanner.follows(last)) {
            return finding(Kind.CHAIN_BROKEN, name, sequence, "It does not follow the entry before it");
        }
        if (!scanner.inPlace()) {
            return finding(Kind.CHAIN_BROKEN, name, sequence, "It says that it stands at another place");
        }
        last = scanner.leaf(hasher);
        if (sequence >= covered) {
            // Signed by nobody yet: what the next checkpoint is to cover must be an entry.
            try {
                EntryCodec.decodeCanonical(scanner.json());
            } catch (EntryFormatException e) {
                return finding(Kind.ENTRY_MALFORMED, name, sequence, String.valueOf(e.getMessage()));
            }
            tree.append(last);
        } else if (!stored.node(0, sequence).equals(last)) {
            return finding(Kind.ENTRY_CHANGED, name, sequence, "It is not the entry that the tree has there");
        }
        lastJson = scanner.json();
        if (segmentBegan.equals(Instant.MAX)) {
            segmentBegan = EntryCodec.decode(lastJson).recorded();
        }
        return List.of();
    }

    private static List<Finding> finding(Kind kind, String name, long sequence, String what) {
        return List.of(new Finding(kind, name, sequence, sequence, what));
    }

    /** The leaf hash of the last entry. */
    Hash last() {
        return last;
    }

    /** When the last entry was recorded; the earliest moment of all if there is none. */
    Instant lastRecorded() throws EntryFormatException {
        return lastJson.length == 0 ? Instant.MIN : EntryCodec.decode(lastJson).recorded();
    }

    /** When the first entry of the last segment was recorded; the latest moment of all if there is none. */
    Instant segmentBegan() {
        return segmentBegan;
    }

    /** Where the records of the last segment begin. */
    RecordOffsets records() {
        return records;
    }

    /** The sequence number after the last entry. */
    long end() {
        return end;
    }

    /** Where the last whole record or the seal begins behind which nothing stands, or the incomplete record begins. */
    long offset() {
        return offset;
    }

    /** How many bytes the incomplete record has; 0 if there is none. */
    long incomplete() {
        return incomplete;
    }

    /** The bytes of the incomplete record. */
    byte[] cut() {
        return cut.clone();
    }

    boolean sealed() {
        return sealed;
    }
}
