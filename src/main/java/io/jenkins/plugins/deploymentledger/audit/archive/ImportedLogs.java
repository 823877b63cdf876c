package io.jenkins.plugins.deploymentledger.audit.archive;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailSlice;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.ImportRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.ImportStore;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.ImportedLog;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.Provenance;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import java.io.IOException;
import java.io.InputStream;
import java.text.DateFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The logs of before that were imported into this controller; that one is imported, with its SHA-256, is an entry of the trail. */
public final class ImportedLogs {

    private ImportedLogs() {}

    private static ImportStore store() {
        return new ImportStore(Jenkins.get().getRootDir().toPath().resolve("audit-trail-imports"), new DiskStorage());
    }

    /**
     * Imports a text log of the {@code audit-trail} plugin; for holders of Audit trail/View and Audit trail/Configure.
     *
     * @param name of the file, as it was called
     * @param in its content; stays the caller's to close
     * @param zone in which its times are
     * @param language in which its months are written
     * @throws IllegalArgumentException if it cannot be imported, with a text for the user; nothing is kept then
     * @throws IOException if it cannot be read or kept
     */
    @NonNull
    public static Provenance add(
            @NonNull String name, @NonNull InputStream in, @NonNull ZoneId zone, @NonNull Locale language)
            throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        User user = User.current();
        String id = user == null ? "" : user.getId();
        try {
            Provenance added = store().add(
                            Shown.plain(name),
                            in,
                            zone,
                            language,
                            id,
                            user == null ? "" : user.getDisplayName(),
                            Instant.now())
                    .provenance();
            AuditTrail.record(AuditTrail.begin(ArchiveEvent.AUDIT_IMPORTED)
                    .on("log", added.sha256(), added.name())
                    .detail("bytes", Long.toString(added.bytes()))
                    .detail("entries", Long.toString(added.entries()))
                    .detail("earliest", added.earliest().toString())
                    .detail("latest", added.latest().toString()));
            return added;
        } catch (ImportRefusedException e) {
            throw new IllegalArgumentException(text(e), e);
        }
    }

    /**
     * The language in which the months of a log are written.
     *
     * @param tag such as {@code fr} or {@code pt-BR}
     * @return nothing if that is no language whose months this Java knows
     */
    @NonNull
    public static Optional<Locale> language(@NonNull String tag) {
        return Arrays.stream(DateFormatSymbols.getAvailableLocales())
                .filter(known -> !known.getLanguage().isEmpty())
                .filter(known -> known.toLanguageTag().equalsIgnoreCase(tag.strip()))
                .findFirst();
    }

    private static String text(ImportRefusedException refused) {
        return switch (refused.reason()) {
            case TOO_BIG -> Messages.ImportedLogs_tooBig(ImportStore.MOST_BYTES >> 20);
            case NO_ENTRY -> Messages.ImportedLogs_noEntry();
            case TWICE -> Messages.ImportedLogs_twice();
            case TOO_MANY -> Messages.ImportedLogs_tooMany(ImportStore.MOST_IMPORTS);
        };
    }

    /**
     * Whether there is any; reads none.
     *
     * @throws IOException if the directory cannot be read
     */
    public static boolean any() throws IOException {
        return store().any();
    }

    /**
     * All of them, the one with the latest entries first.
     *
     * @throws IOException if they cannot be read
     */
    @NonNull
    public static List<Provenance> all() throws IOException {
        return store().logs().stream().map(ImportedLog::provenance).toList();
    }

    /**
     * A page of what answers in one of them, going down.
     *
     * @param slice the entries, numbered by their place in the log
     * @param unchanged whether the log is still what was imported
     */
    public record Answer(@NonNull TrailSlice slice, boolean unchanged) {}

    /**
     * A page of what answers in one of them, going down.
     *
     * @param sha256 which
     * @return nothing if there is no such import
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static Optional<Answer> search(@NonNull String sha256, @NonNull TrailRequest asked) throws IOException {
        Optional<ImportedLog> log = store().find(sha256);
        if (log.isEmpty()) {
            return Optional.empty();
        }
        ImportedLog.Page page = log.get().page(asked.query(), asked.before().orElse(Long.MAX_VALUE), asked.limit());
        return Optional.of(new Answer(new TrailSlice(page.entries(), false, page.older()), page.unchanged()));
    }
}
