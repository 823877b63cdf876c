package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentHeader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentNames;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The row of a ledger's segments by their headers and seals, and whether it has gaps. */
public final class SegmentRow {

    private SegmentRow() {}

    /**
     * Reads headers and seals of all segments and holds them against each other.
     *
     * @param directory the ledger
     * @param retained which segments may be gone
     * @param findings takes what is wrong
     * @return those whose header could be read, oldest first
     * @throws IOException if the directory cannot be read
     */
    @NonNull
    public static List<SegmentEnds> read(
            @NonNull LedgerDirectory directory, @NonNull RetainedNote retained, @NonNull List<Finding> findings)
            throws IOException {
        List<Path> files = SegmentNames.list(directory.segments());
        if (files.isEmpty()) {
            findings.add(Finding.of(Kind.SEGMENT_MISSING, "log", "There is no segment at all"));
        }
        return read(directory, files, retained.first(), findings);
    }

    /**
     * Reads headers and seals of the segments that went from a ledger to an archive, and holds them against each other and against the first
     * one that is left.
     *
     * @param directory the ledger
     * @param archive where they went
     * @param findings takes what is wrong
     * @return those that the ledger does not have itself and whose header could be read, oldest first
     * @throws IOException if a directory cannot be read
     */
    @NonNull
    public static List<SegmentEnds> readArchive(
            @NonNull LedgerDirectory directory, @NonNull Path archive, @NonNull List<Finding> findings)
            throws IOException {
        List<Path> left = SegmentNames.list(directory.segments());
        List<Path> files = new ArrayList<>();
        for (Path file : SegmentNames.list(archive)) {
            // One that is on its way may stand in both places.
            if (left.isEmpty() || SegmentNames.first(file) < SegmentNames.first(left.get(0))) {
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            return List.of();
        }
        int archived = files.size();
        files.addAll(left.subList(0, Math.min(1, left.size())));
        List<Finding> all = new ArrayList<>();
        List<SegmentEnds> row = read(directory, files, SegmentNames.first(files.get(0)), all);
        all.stream().filter(finding -> !findings.contains(finding)).forEach(findings::add);
        return row.stream()
                .filter(segment -> files.indexOf(segment.file()) < archived)
                .toList();
    }

    private static List<SegmentEnds> read(
            LedgerDirectory directory, List<Path> files, long first, List<Finding> findings) throws IOException {
        List<SegmentEnds> row = new ArrayList<>();
        for (Path file : files) {
            try {
                row.add(SegmentEnds.read(file));
            } catch (SegmentDamagedException e) {
                findings.add(new Finding(
                        Kind.SEGMENT_DAMAGED,
                        Foundation.name(directory, file),
                        SegmentNames.first(file),
                        SegmentNames.first(file),
                        e.getMessage()));
            }
        }
        long expected = first;
        for (int i = 0; i < row.size(); i++) {
            expected = checkPlace(directory, row, i, expected, findings);
        }
        return row;
    }

    /**
     * Whether the checkpoint is not older than the last segment, as it is when one after the other was written.
     *
     * @param directory the ledger
     * @param row the segments
     * @param covered how many entries the checkpoint covers
     * @param findings takes what is wrong
     */
    public static void checkNotReplayed(
            @NonNull LedgerDirectory directory,
            @NonNull List<SegmentEnds> row,
            long covered,
            @NonNull List<Finding> findings) {
        long needed = row.isEmpty() ? 0 : row.get(row.size() - 1).header().first();
        if (covered < needed) {
            findings.add(new Finding(
                    Kind.CHECKPOINT,
                    Foundation.name(directory, directory.checkpoint()),
                    covered,
                    needed - 1,
                    "It is an old one put back in place: when the last segment was begun there was one of " + needed
                            + " entries"));
        }
    }

    private static long checkPlace(
            LedgerDirectory directory, List<SegmentEnds> row, int i, long expected, List<Finding> findings) {
        SegmentEnds segment = row.get(i);
        SegmentHeader header = segment.header();
        String name = Foundation.name(directory, segment.file());
        if (SegmentNames.first(segment.file()) != header.first()) {
            findings.add(new Finding(
                    Kind.CHAIN_BROKEN,
                    name,
                    header.first(),
                    header.first(),
                    "Its header says that it begins with entry " + header.first() + ", its name says otherwise: it was"
                            + " renamed or put in the place of another"));
        } else if (header.first() > expected) {
            boolean front = i == 0;
            findings.add(new Finding(
                    Kind.SEGMENT_MISSING,
                    SegmentNames.file(Path.of("log"), expected).toString().replace('\\', '/'),
                    expected,
                    header.first() - 1,
                    front
                            ? "The entries are not there, and no retention says that they left"
                            : "The entries between the segments are not there"));
        } else if (header.first() < expected && i > 0) {
            findings.add(new Finding(
                    Kind.CHAIN_BROKEN,
                    name,
                    header.first(),
                    expected - 1,
                    "It begins with entry " + header.first() + ", which the segment before it has too"));
        }
        SegmentSeal seal = segment.seal();
        boolean lastOne = i == row.size() - 1;
        if (seal == null) {
            if (!lastOne) {
                long next = row.get(i + 1).header().first();
                findings.add(new Finding(
                        Kind.SEGMENT_DAMAGED,
                        name,
                        header.first(),
                        next - 1,
                        "It has no seal, though it is not the last segment: it was cut or written to"));
                return next;
            }
            return header.first();
        }
        long end = header.first() + seal.count();
        if (!lastOne && row.get(i + 1).header().first() == end) {
            if (!row.get(i + 1).header().root().equals(seal.root())) {
                findings.add(new Finding(
                        Kind.CHAIN_BROKEN,
                        name,
                        header.first(),
                        end - 1,
                        "The next segment begins on another tree than this one ends with"));
            }
        }
        return end;
    }
}
