package io.jenkins.plugins.deploymentledger.core.ledger.export;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EventTypes;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryLimits;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Holds an export against its manifest, and against the ledger by making it once more.
 *
 * <p>It does not judge the ledger: that its entries are those of the manifest's checkpoint is for the ledger's verification to
 * prove, which the caller does beside this.
 */
public final class ExportVerifier {

    /**
     * What left a ledger by retention.
     *
     * @param saidBy the sequence number of the entry that says what left
     * @param until when the oldest entry that is left was recorded; those that left were recorded no later
     */
    public record Left(long saidBy, @NonNull Instant until) {}

    private ExportVerifier() {}

    /**
     * Compares an export with its manifest alone: that the file is the one that the manifest speaks of.
     *
     * @param file the rows
     * @param manifest what stands beside them
     * @return what is wrong, a sentence; nothing if it is whole
     * @throws IOException if the file cannot be read
     */
    @NonNull
    public static Optional<String> verifyFile(@NonNull Path file, @NonNull ExportManifest manifest) throws IOException {
        HashedOutput hashed = new HashedOutput(OutputStream.nullOutputStream());
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(hashed);
        }
        hashed.flush();
        if (hashed.length() != manifest.bytes()) {
            return Optional.of("The export has " + hashed.length() + " bytes where its manifest says "
                    + manifest.bytes() + ": it was changed, or was not written to its end.");
        }
        if (!hashed.sha256().equals(manifest.sha256())) {
            return Optional.of("The SHA-256 of the export is not that of its manifest: it was changed.");
        }
        return Optional.empty();
    }

    /**
     * Compares an export with its manifest and with the ledger.
     *
     * @param file the rows
     * @param manifest what stands beside them
     * @param ledger the ledger, whose entries were proved; its checkpoint is not looked at
     * @param left what is no longer in the ledger; nothing if it has every entry
     * @return what is wrong, a sentence; nothing if the export is exactly what the ledger answers to the manifest's filters
     * @throws IOException if the file or the ledger cannot be read
     */
    @NonNull
    public static Optional<String> verifyExport(
            @NonNull Path file,
            @NonNull ExportManifest manifest,
            @NonNull ExportSource ledger,
            @NonNull Optional<Left> left)
            throws IOException {
        Optional<LedgerQuery> query = query(manifest);
        if (query.isEmpty()) {
            return Optional.of("The filters of the manifest are not ones that a query can have: it was changed.");
        }
        if (manifest.ledgerSize() > ledger.size()) {
            return Optional.of("The export was made from " + manifest.ledgerSize() + " entries, the ledger has only "
                    + ledger.size() + ": it is an older copy, or another ledger.");
        }
        if (left.isPresent() && !leftOut(manifest, ledger.first(), query.get(), left.get())) {
            return Optional.of("Entries before " + ledger.first()
                    + " have left the ledger by retention since, so that it cannot be proved that no row of them is"
                    + " missing. Use an archived copy of the ledger.");
        }
        ExportManifest again;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ComparingOutput compare = new ComparingOutput(in)) {
            again = LedgerExport.write(
                    new ExportSource(
                            ledger.search(), manifest.ledgerFirst(), manifest.ledgerSize(), manifest.checkpoint()),
                    query.get(),
                    manifest.format(),
                    compare,
                    ExportProgress.NONE);
            compare.end();
        } catch (ComparingOutput.DifferenceException e) {
            return Optional.of("The export is not what the ledger has: " + e.getMessage() + '.');
        }
        return again.equals(manifest)
                ? Optional.empty()
                : Optional.of("The rows are what the ledger has, but the manifest is not: it was changed.");
    }

    /**
     * Whether what left can have had no row: it had left when the export was made, or all of it is older than the period. The manifest's own
     * word, that the ledger began later, is not enough; an entry of the ledger must have said so by then.
     */
    private static boolean leftOut(ExportManifest manifest, long first, LedgerQuery query, Left left) {
        boolean before = manifest.ledgerFirst() >= first && left.saidBy() < manifest.ledgerSize();
        return before
                || query.period()
                        .filter(period -> period.from().isAfter(left.until()))
                        .isPresent();
    }

    private static Optional<LedgerQuery> query(ExportManifest manifest) {
        QueryParser parser = new QueryParser(QueryLimits.AUDIT, EventTypes.any(), Clock.systemUTC(), ZoneOffset.UTC);
        try {
            return Optional.of(parser.parse(manifest.filters()).query());
        } catch (InvalidQueryException e) {
            return Optional.empty();
        }
    }
}
