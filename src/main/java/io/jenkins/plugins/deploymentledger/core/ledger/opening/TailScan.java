package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryPlace;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner.Ending;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Reads the last segments of a ledger entry by entry, holds them against the tree, and lets it grow by those it does not have yet. */
final class TailScan {

    private final LedgerDirectory directory;
    private final TileWriter tiles;
    private final long covered;
    private final TileReader tree;
    private final TreeHasher hasher = new TreeHasher();
    private Hash last;
    private Instant lastRecorded = Instant.MIN;
    private Instant segmentBegan = Instant.MAX;
    private long count;
    private long end;
    private long offset;
    private long incomplete;
    private byte[] cut = {};
    private boolean sealed;

    /** @param tiles the tree of the checkpoint */
    TailScan(LedgerDirectory directory, TileWriter tiles) {
        this.directory = directory;
        this.tiles = tiles;
        this.covered = tiles.size();
        this.tree = new TileReader(directory.tiles(), covered);
    }

    /** Reads one segment to its end; gives what is wrong with it, nothing if all is well. */
    List<Finding> read(SegmentEnds segment) throws IOException {
        String name = Foundation.name(directory, segment.file());
        try (SegmentScanner scanner = new SegmentScanner(segment.file())) {
            last = scanner.header().after();
            count = 0;
            segmentBegan = Instant.MAX;
            while (scanner.next()) {
                List<Finding> wrong = take(name, scanner.json(), scanner.sequence());
                if (!wrong.isEmpty()) {
                    return wrong;
                }
                count++;
            }
            end = scanner.endSequence();
            offset = scanner.offset();
            sealed = scanner.ending() == Ending.SEALED;
            if (scanner.ending() == Ending.INCOMPLETE) {
                cut = scanner.incomplete();
                incomplete = scanner.incompleteLength();
            }
            SegmentSeal seal = scanner.seal();
            if (seal != null && tiles.size() == end && !seal.root().equals(tiles.root())) {
                return List.of(new Finding(
                        Kind.CHAIN_BROKEN, name, segment.header().first(), end - 1, "Its seal is of another tree"));
            }
            return List.of();
        } catch (SegmentDamagedException e) {
            return List.of(new Finding(
                    Kind.SEGMENT_DAMAGED, name, e.sequence(), e.sequence(), String.valueOf(e.getMessage())));
        }
    }

    private List<Finding> take(String name, byte[] json, long sequence) throws IOException {
        if (!EntryPlace.follows(json, last.hex())) {
            return finding(Kind.CHAIN_BROKEN, name, sequence, "It does not follow the entry before it");
        }
        if (!EntryPlace.isAt(json, sequence)) {
            return finding(Kind.CHAIN_BROKEN, name, sequence, "It says that it stands at another place");
        }
        last = hasher.leaf(json);
        if (sequence >= covered) {
            tiles.append(last);
        } else if (!tree.node(0, sequence).equals(last)) {
            return finding(Kind.ENTRY_CHANGED, name, sequence, "It is not the entry that the tree has there");
        }
        lastRecorded = EntryCodec.decode(json).recorded();
        if (count == 0) {
            segmentBegan = lastRecorded;
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

    Instant lastRecorded() {
        return lastRecorded;
    }

    /** When the first entry of the last segment was recorded. */
    Instant segmentBegan() {
        return segmentBegan;
    }

    /** How many entries the last segment has. */
    long count() {
        return count;
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
