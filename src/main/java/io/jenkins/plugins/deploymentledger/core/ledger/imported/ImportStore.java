package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.ImportRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps imported logs, each under the SHA-256 of its content: {@code <sha256>.log} as it was, and {@code <sha256>.json}, written last,
 * with where it comes from. Nothing of it is ever changed. Thread-safe.
 */
public final class ImportStore {

    /** How big an import may be, in bytes. */
    public static final int MOST_BYTES = 32 * 1024 * 1024;

    /** How many imports there may be. */
    public static final int MOST_IMPORTS = 200;

    private static final Pattern NOTE = Pattern.compile("[0-9a-f]{64}\\.json");
    private static final int LONGEST_NAME = 200;

    private final Path directory;
    private final Storage storage;

    /**
     * A store.
     *
     * @param directory where it stands; made with the first import
     * @param storage writes the files
     */
    public ImportStore(@NonNull Path directory, @NonNull Storage storage) {
        this.directory = directory;
        this.storage = storage;
    }

    /**
     * Imports a log.
     *
     * @param name of the file, as it was called
     * @param in its content, in UTF-8; stays the caller's to close
     * @param zone in which its times are
     * @param language in which its months are written; English is understood besides
     * @param byId who imports it, by id
     * @param by who imports it, by name
     * @param now the time
     * @throws ImportRefusedException if it cannot be imported; nothing is kept then
     * @throws IOException if it cannot be read or kept
     */
    @NonNull
    public synchronized ImportedLog add(
            @NonNull String name,
            @NonNull InputStream in,
            @NonNull ZoneId zone,
            @NonNull Locale language,
            @NonNull String byId,
            @NonNull String by,
            @NonNull Instant now)
            throws IOException {
        byte[] content = in.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw new ImportRefusedException(
                    Reason.TOO_BIG, "It is bigger than " + (MOST_BYTES >> 20) + " MiB. Split it between two lines.");
        }
        String sha256 = HexFormat.of().formatHex(ImportedLog.sha256().digest(content));
        List<ImportedLog> there = logs();
        if (there.stream().anyMatch(log -> log.provenance().sha256().equals(sha256))) {
            throw new ImportRefusedException(Reason.TWICE, "The same content was imported before.");
        }
        if (there.size() >= MOST_IMPORTS) {
            throw new ImportRefusedException(Reason.TOO_MANY, "There are " + MOST_IMPORTS + " imports already.");
        }
        Provenance provenance = read(content, zone, language)
                .of(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME), sha256, byId, by, now);
        storage.makeDirectory(directory);
        Path file = directory.resolve(sha256 + ".log");
        storage.replace(file, content);
        storage.replace(directory.resolve(sha256 + ".json"), provenance.toJson());
        return new ImportedLog(file, provenance);
    }

    private record Contents(
            long bytes, long entries, long unread, Instant earliest, Instant latest, ZoneId zone, Locale language) {

        Provenance of(String name, String sha256, String byId, String by, Instant now) {
            return new Provenance(
                    name, sha256, bytes, entries, unread, earliest, latest, zone, language, byId, by, now);
        }
    }

    private static Contents read(byte[] content, ZoneId zone, Locale language) throws IOException {
        TextLogReader entries = new TextLogReader(
                new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8), zone, language);
        long count = 0;
        Instant earliest = Instant.MAX;
        Instant latest = Instant.MIN;
        for (AuditEntry entry = entries.next(); entry != null; entry = entries.next()) {
            count++;
            earliest = entry.time().isBefore(earliest) ? entry.time() : earliest;
            latest = entry.time().isAfter(latest) ? entry.time() : latest;
        }
        if (count == 0) {
            throw new ImportRefusedException(
                    Reason.NO_ENTRY,
                    "No line begins with a time as 'Nov 24, 2026 9:00:00,123 AM'. Give a text log of the audit-trail"
                            + " plugin, and the language of the controller that wrote it.");
        }
        return new Contents(content.length, count, entries.unread(), earliest, latest, zone, language);
    }

    /**
     * Whether there is any import; reads none.
     *
     * @throws IOException if the directory cannot be read
     */
    public boolean any() throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(ImportStore::isNote);
        }
    }

    private static boolean isNote(Path file) {
        return NOTE.matcher(String.valueOf(file.getFileName())).matches();
    }

    /**
     * The imports, the one with the latest entries first.
     *
     * @throws IOException if they cannot be read
     */
    @NonNull
    public List<ImportedLog> logs() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<ImportedLog> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path note : files.filter(ImportStore::isNote).toList()) {
                String name = String.valueOf(note.getFileName());
                Path file = note.resolveSibling(name.substring(0, name.length() - 5) + ".log");
                logs.add(new ImportedLog(file, Provenance.parse(Files.readAllBytes(note))));
            }
        }
        logs.sort(Comparator.comparing((ImportedLog log) -> log.provenance().latest())
                .reversed());
        return logs;
    }

    /**
     * An import.
     *
     * @param sha256 of its content
     * @throws IOException if the imports cannot be read
     */
    @NonNull
    public Optional<ImportedLog> find(@NonNull String sha256) throws IOException {
        return logs().stream()
                .filter(log -> log.provenance().sha256().equals(sha256))
                .findFirst();
    }
}
