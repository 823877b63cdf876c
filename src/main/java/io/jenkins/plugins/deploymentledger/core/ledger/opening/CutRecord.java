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
import java.util.HexFormat;
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
    private static final Pattern TEXT = Pattern.compile("deployment-ledger recovery\norigin \\S+\nsegment (\\S+)\n"
            + "offset ([0-9]{1,18})\nlength ([0-9]{1,18})\nblob ([0-9a-f]{64}) ([0-9]{1,9})\nbytes ([0-9a-f]*)\n");

    /** Puts the bytes aside, and a note that they are about to be cut: a crash after the cut must not leave it unsaid. */
    static CutRecord putAside(
            Storage storage,
            LedgerDirectory directory,
            NoteSigner signer,
            String segment,
            long offset,
            long length,
            byte[] bytes)
            throws IOException {
        BlobReference blob = new BlobStore(directory.blobs(), storage).put("cut", bytes);
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(SHOWN, bytes.length));
        CutRecord cut = new CutRecord(segment, offset, length, blob, start);
        storage.replace(
                directory.recovery(), SignedNote.sign(cut.text(signer.verifier().name()), signer));
        return cut;
    }

    /** The cut that was begun and is not recorded yet; null if there is none. */
    static CutRecord unrecorded(LedgerDirectory directory, NoteSigner signer) throws IOException {
        if (!Files.exists(directory.recovery())) {
            return null;
        }
        Matcher text = TEXT.matcher(SignedNote.open(Files.readAllBytes(directory.recovery()), signer.verifier()));
        if (!text.matches()) {
            throw new NoteException("The file " + directory.recovery() + " does not say what was cut");
        }
        return new CutRecord(
                text.group(1),
                Long.parseLong(text.group(2)),
                Long.parseLong(text.group(3)),
                new BlobReference("cut", text.group(4), Long.parseLong(text.group(5))),
                text.group(6));
    }

    private String text(String origin) {
        return "deployment-ledger recovery\norigin " + origin + "\nsegment " + segment + "\noffset " + offset
                + "\nlength " + length + "\nblob " + bytes.sha256() + " " + bytes.size() + "\nbytes " + start + "\n";
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
