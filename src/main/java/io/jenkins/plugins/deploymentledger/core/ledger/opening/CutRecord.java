package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.note.SignedNote;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A last record that was not written to its end, and was cut.
 *
 * @param segment the name of the segment
 * @param offset where it began, in bytes from the beginning of the segment
 * @param length how many bytes of it stood there
 * @param bytes where they are kept; at most one record's length of them
 * @param start the first of them, in hexadecimal
 */
record CutRecord(String segment, long offset, long length, BlobReference bytes, String start) {

    private static final int SHOWN = 128;
    /** How many a note has at most, so that it is no longer than a note may be. */
    private static final int MOST = 100;

    private static final Pattern BEGINNING = Pattern.compile("deployment-ledger recovery\norigin \\S+\n");
    private static final Pattern CUT = Pattern.compile("\\Gsegment (\\S+)\n"
            + "offset ([0-9]{1,18})\nlength ([0-9]{1,18})\nblob ([0-9a-f]{64}) ([0-9]{1,9})\nbytes ([0-9a-f]*)\n");

    /**
     * Puts the bytes aside, and a note that they are about to be cut: a crash after the cut must not leave it unsaid.
     *
     * @param unrecorded the cuts before this one of which no entry tells yet; they stay in the note
     * @return all cuts of which no entry tells yet, oldest first
     */
    static List<CutRecord> putAside(
            Storage storage,
            LedgerDirectory directory,
            NoteSigner signer,
            List<CutRecord> unrecorded,
            String segment,
            long offset,
            long length,
            byte[] bytes)
            throws IOException {
        BlobReference blob = new BlobStore(directory.blobs(), storage).put("cut", bytes);
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(SHOWN, bytes.length));
        List<CutRecord> cuts = new ArrayList<>(unrecorded.subList(0, Math.min(MOST - 1, unrecorded.size())));
        cuts.add(new CutRecord(segment, offset, length, blob, start));
        StringBuilder text = new StringBuilder("deployment-ledger recovery\norigin ")
                .append(signer.verifier().name())
                .append('\n');
        cuts.forEach(cut -> text.append(cut.text()));
        storage.replace(directory.recovery(), SignedNote.sign(text.toString(), signer));
        return cuts;
    }

    /** The cuts that were begun and are not recorded yet, oldest first. */
    static List<CutRecord> unrecorded(LedgerDirectory directory, NoteSigner signer) throws IOException {
        List<CutRecord> cuts = new ArrayList<>();
        if (!Files.exists(directory.recovery())) {
            return cuts;
        }
        String text = SignedNote.open(SignedNote.read(directory.recovery()), signer.verifier());
        Matcher beginning = BEGINNING.matcher(text);
        int end = beginning.lookingAt() ? beginning.end() : -1;
        Matcher cut = CUT.matcher(text);
        while (end >= 0 && end < text.length() && cut.find(end)) {
            cuts.add(new CutRecord(
                    cut.group(1),
                    Long.parseLong(cut.group(2)),
                    Long.parseLong(cut.group(3)),
                    new BlobReference("cut", cut.group(4), Long.parseLong(cut.group(5))),
                    cut.group(6)));
            end = cut.end();
        }
        if (cuts.isEmpty() || end < text.length()) {
            throw new NoteException("The file " + directory.recovery() + " does not say what was cut");
        }
        return cuts;
    }

    private String text() {
        return "segment " + segment + "\noffset " + offset + "\nlength " + length + "\nblob " + bytes.sha256() + " "
                + bytes.size() + "\nbytes " + start + "\n";
    }

    AuditEvent event(Instant time) {
        return AuditEvent.of(LedgerEvents.RECOVERED)
                .at(time)
                .by("ledger", "Ledger")
                .on("segment", segment, segment)
                .detail("offset", Long.toString(offset))
                .detail("length", Long.toString(length))
                .detail("bytes", start)
                .blob(bytes)
                .build();
    }
}
