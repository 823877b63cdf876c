package io.jenkins.plugins.deploymentledger.core.ledger.blob;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers on disk which erasures were begun: {@code blob/<hash>.erasing}, from before the entry until the content is gone. Not thread-safe.
 *
 * <p>A note only says where to look for the entry, so it is not signed: without the entry nothing is erased.
 */
public final class ErasureNotes {

    private static final String ENDING = ".erasing";
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.erasing");
    private static final Pattern TEXT = Pattern.compile("from ([0-9]{1,18})\n");
    private static final int MAX_BYTES = 64;

    private final Path directory;
    private final Storage storage;

    /**
     * @param directory the directory of all blobs; need not be there yet
     * @param storage writes the files
     */
    public ErasureNotes(@NonNull Path directory, @NonNull Storage storage) {
        this.directory = directory;
        this.storage = storage;
    }

    /**
     * Notes that a blob is about to be erased; on disk when this returns. If that was noted before, it stays as it was.
     *
     * @param sha256 the hash of the content
     * @param from the entry that says so will not stand before this one
     * @return whether it was not noted before
     * @throws IOException if it cannot be written
     */
    public boolean begin(@NonNull String sha256, long from) throws IOException {
        if (Files.exists(file(sha256))) {
            return false;
        }
        storage.makeDirectory(directory);
        storage.replace(file(sha256), ("from " + from + "\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /**
     * The erasure is done, or nothing will come of it.
     *
     * @throws IOException if the note cannot be deleted
     */
    public void end(@NonNull String sha256) throws IOException {
        storage.delete(file(sha256));
    }

    /** Whether the erasure of a blob was begun and is not at its end. */
    public boolean begun(@NonNull String sha256) {
        return Files.exists(file(sha256));
    }

    /**
     * The erasures that were begun and are not at their end: hash, and the number from which on to look for the entry. Notes that say no such
     * thing count from the first entry.
     *
     * @throws IOException if the directory or a note cannot be read
     */
    @NonNull
    public SortedMap<String, Long> unfinished() throws IOException {
        SortedMap<String, Long> found = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(directory, "*" + ENDING)) {
                for (Path note : notes) {
                    Matcher name = NAME.matcher(String.valueOf(note.getFileName()));
                    if (name.matches() && Files.isRegularFile(note)) {
                        found.put(name.group(1), from(note));
                    }
                }
            }
        }
        return found;
    }

    private static long from(Path note) throws IOException {
        if (Files.size(note) > MAX_BYTES) {
            return 0;
        }
        Matcher text = TEXT.matcher(new String(Files.readAllBytes(note), StandardCharsets.UTF_8));
        return text.matches() ? Long.parseLong(text.group(1)) : 0;
    }

    private Path file(String sha256) {
        return directory.resolve(sha256 + ENDING);
    }
}
