package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** A log of before that was imported, and is kept as it was. Thread-safe. */
public final class ImportedLog {

    private final Path file;
    private final Provenance provenance;

    ImportedLog(@NonNull Path file, @NonNull Provenance provenance) {
        this.file = file;
        this.provenance = provenance;
    }

    /** Where it comes from, and what is in it. */
    @NonNull
    public Provenance provenance() {
        return provenance;
    }

    /**
     * One page of what answers a query.
     *
     * @param entries the last entries of the log that answer, last first; numbered by their place in the log, from 0. Unmodifiable
     * @param older whether entries before them answer too
     * @param unchanged whether the file is still what was imported
     */
    public record Page(@NonNull List<AuditEntry> entries, boolean older, boolean unchanged) {

        /** Copies the list. */
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Looks for entries; reads the whole log, and keeps no more than a page of it.
     *
     * @param query which entries
     * @param before only entries with smaller numbers; {@link Long#MAX_VALUE} for all
     * @param size how many at most, at least 1
     * @throws IOException if it cannot be read
     */
    @NonNull
    public Page page(@NonNull LedgerQuery query, long before, int size) throws IOException {
        Deque<AuditEntry> last = new ArrayDeque<>();
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest);
                InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            TextLogReader entries = new TextLogReader(text, provenance.zone(), provenance.language());
            for (AuditEntry entry = entries.next(); entry != null; entry = entries.next()) {
                if (entry.sequence() < before && query.matches(entry)) {
                    last.add(entry);
                    if (last.size() > size + 1) {
                        last.remove();
                    }
                }
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
        boolean older = last.size() > size;
        if (older) {
            last.remove();
        }
        List<AuditEntry> newestFirst = new ArrayList<>(last);
        Collections.reverse(newestFirst);
        return new Page(
                newestFirst, older, HexFormat.of().formatHex(digest.digest()).equals(provenance.sha256()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
