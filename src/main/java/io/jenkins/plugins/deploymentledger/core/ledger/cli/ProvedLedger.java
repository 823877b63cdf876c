package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportSource;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportVerifier.Left;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerSearch;
import io.jenkins.plugins.deploymentledger.core.ledger.index.ScanningSearch;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSequence;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.RetainedNote;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SequenceRange;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** A ledger that was verified, as far as its checkpoint covers it, open for reading without a lock. */
final class ProvedLedger implements Closeable {

    /** What every command understands. */
    static final Set<Option> OPTIONS = EnumSet.of(Option.CHECKPOINT, Option.KEY, Option.JSON);

    private static final int LONGEST_SMALL_FILE = 1 << 16;
    /** Of some 20,000 checkpoints. */
    private static final int LONGEST_ANCHOR = 1 << 22;

    private final NoteVerifier key;
    private final Checkpoint checkpoint;
    private final String note;
    private final VerificationReport report;
    private final RetainedNote retained;
    private final StoredEntries reader;

    private ProvedLedger(
            NoteVerifier key,
            Checkpoint checkpoint,
            String note,
            VerificationReport report,
            RetainedNote retained,
            StoredEntries reader) {
        this.key = key;
        this.checkpoint = checkpoint;
        this.note = note;
        this.report = report;
        this.retained = retained;
        this.reader = reader;
    }

    /**
     * Verifies a ledger and opens it; what is wrong with it is in its report.
     *
     * @param checkpoints further checkpoints that the ledger must contain, as signed notes
     * @throws IOException if it is no ledger, or cannot be read; a text for the user
     */
    static ProvedLedger open(Arguments arguments, Terminal terminal, List<byte[]> checkpoints)
            throws UsageException, IOException {
        LedgerDirectory directory =
                new LedgerDirectory(arguments.directory().toAbsolutePath().normalize());
        Files.readAttributes(directory.root(), BasicFileAttributes.class);
        Optional<NoteVerifier> known = key(arguments);
        Foundation foundation =
                known.isPresent() ? Foundation.read(directory, known.get()) : Foundation.read(directory);
        // Read before verifying: of a ledger that is being written, no more than this is answered from.
        byte[] note = read(directory.checkpoint());
        Checkpoint checkpoint = open(directory.checkpoint(), note, foundation.verifier());
        VerificationReport report;
        try (ProgressBar bar = terminal.progress("Verifying", checkpoint.size())) {
            VerificationOptions options = VerificationOptions.ALL
                    .withContents(arguments.has(Option.CONTENTS))
                    .withProgress((entries, of) -> bar.done(entries));
            if (known.isPresent()) {
                options = options.withKey(known.get());
            }
            Optional<Path> archive = arguments.file(Option.ARCHIVE);
            if (archive.isPresent()) {
                options = options.withArchive(archive.get());
            }
            Optional<SequenceRange> range = arguments.range(Option.ENTRIES);
            if (range.isPresent()) {
                if (range.get().last() >= checkpoint.size()) {
                    throw new UsageException(Option.ENTRIES.written() + ": the checkpoint covers " + checkpoint.size()
                            + " entries, from 0 on. Name entries among them.");
                }
                options = options.withRange(range.get().first(), range.get().last() + 1);
            }
            List<byte[]> all = new ArrayList<>(checkpoints);
            for (String file : arguments.all(Option.CHECKPOINT)) {
                all.addAll(notes(read(Path.of(file), LONGEST_ANCHOR)));
            }
            for (byte[] kept : all) {
                options = options.withKnownCheckpoint(kept);
            }
            report = LedgerVerifier.verify(directory.root(), options);
        }
        return new ProvedLedger(
                foundation.verifier(),
                checkpoint,
                new String(note, StandardCharsets.UTF_8),
                report,
                foundation.retained(),
                StoredEntries.open(directory.segments(), checkpoint.size()));
    }

    private static Optional<NoteVerifier> key(Arguments arguments) throws UsageException, IOException {
        Optional<Path> file = arguments.file(Option.KEY);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NoteVerifier.parse(new String(read(file.get()), StandardCharsets.UTF_8).strip()));
        } catch (NoteException e) {
            throw new IOException("The key in " + file.get() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The checkpoint in a signed note. */
    static Checkpoint open(Path file, byte[] note, NoteVerifier key) throws IOException {
        try {
            return Checkpoint.open(note, key);
        } catch (NoteException e) {
            throw new IOException("The checkpoint in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The checkpoints that a file keeps: one, or all that an outside anchor added to it. */
    private static List<byte[]> notes(byte[] content) {
        List<byte[]> notes = NoteSequence.of(content).notes();
        return notes.isEmpty() ? List.of(content) : notes;
    }

    /** The bytes of a file that is never long. */
    static byte[] read(Path file) throws IOException {
        return read(file, LONGEST_SMALL_FILE);
    }

    private static byte[] read(Path file, int longest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException(
                        "The file " + file + " is longer than " + longest + " bytes: it is another file.");
            }
            return bytes;
        }
    }

    /** Says beside the answer what keeps it from being proved; nothing if nothing does. */
    boolean explain(Terminal terminal) {
        report.findings().forEach(finding -> terminal.note(Shown.plain(finding.toString())));
        if (!report.ok()) {
            terminal.note("The ledger does not prove: take the answer for what it is.");
        }
        if (report.unsigned() > 0) {
            terminal.note("The last " + report.unsigned()
                    + " entries are not covered by a checkpoint yet, and are left out of the answer.");
        }
        return report.ok();
    }

    /** Answers by reading the entries. */
    LedgerSearch search(LongConsumer progress) {
        return new ScanningSearch(reader, progress);
    }

    /** What exports are made from, and held against. */
    ExportSource source(LongConsumer progress) {
        return new ExportSource(search(progress), reader.firstSequence(), checkpoint.size(), note);
    }

    /** What left by retention; nothing if every entry is there. */
    Optional<Left> left() throws IOException {
        long first = reader.firstSequence();
        if (first == 0) {
            return Optional.empty();
        }
        EntryCursor oldest = reader.ascending(first, first + 1);
        // An empty ledger whose beginning is missing proves nothing whatever the period.
        return Optional.of(new Left(
                retained.recordedBy() < 0 ? Long.MAX_VALUE : retained.recordedBy(),
                oldest.next() ? oldest.entry().recorded() : Instant.MAX));
    }

    LedgerReader reader() {
        return reader;
    }

    NoteVerifier key() {
        return key;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    VerificationReport report() {
        return report;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
