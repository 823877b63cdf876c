package io.jenkins.plugins.deploymentledger.core.ledger.blob;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.RegularFile;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Keeps blobs: {@code blob/ab/<hash>.blob}, and {@code <hash>.erased} for those whose content was erased. Thread-safe.
 */
public final class BlobStore {

    /** How long the content of a blob may be in bytes. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int MAX_TOMBSTONE = 128 * 1024;

    private final Path directory;
    private final Storage storage;

    /**
     * @param directory the directory of all blobs; need not be there yet
     * @param storage writes the files
     */
    public BlobStore(@NonNull Path directory, @NonNull Storage storage) {
        this.directory = directory;
        this.storage = storage;
    }

    /**
     * Keeps a content; it is on disk when this returns. What is kept already is not written again, and what was erased stays so.
     *
     * @param name what it is, such as {@code diff}
     * @param content at most {@link #MAX_BYTES}
     * @throws BlobException if it is too big
     * @throws IOException if it cannot be written
     */
    @NonNull
    public BlobReference put(@NonNull String name, @NonNull byte[] content) throws IOException {
        if (content.length > MAX_BYTES) {
            throw new BlobException(
                    Reason.TOO_BIG,
                    "\"" + name + "\" is " + content.length + " bytes long; a blob has at most " + MAX_BYTES);
        }
        String sha256 = HexFormat.of().formatHex(TreeHasher.sha256().digest(content));
        Path file = file(sha256);
        if (!Files.exists(file) && !Files.exists(tombstone(sha256))) {
            storage.makeDirectory(parent(file));
            storage.replace(file, BlobFormat.encode(content));
        }
        return new BlobReference(name, sha256, content.length);
    }

    /**
     * The content that a reference stands for.
     *
     * @throws BlobException if it is missing, erased or damaged
     * @throws IOException if it cannot be read
     */
    @NonNull
    public byte[] get(@NonNull BlobReference reference) throws IOException {
        Path file = file(reference.sha256());
        checkRegular(file);
        byte[] bytes;
        try {
            long length = Files.size(file);
            if (length > MAX_BYTES + (long) BlobFormat.HEADER + MAX_BYTES / 1000) {
                throw new BlobException(Reason.TOO_BIG, "The blob " + file + " is " + length + " bytes long");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            if (erased(reference)) {
                throw new BlobException(
                        Reason.ERASED,
                        "The content of the blob " + reference.sha256() + " was erased: "
                                + said(tombstoneText(reference)),
                        e);
            }
            throw new BlobException(Reason.MISSING, "The blob " + file + " is missing", e);
        }
        byte[] content = BlobFormat.decode(file, bytes, Math.min(reference.size(), MAX_BYTES));
        if (content.length != reference.size()
                || !HexFormat.of()
                        .formatHex(TreeHasher.sha256().digest(content))
                        .equals(reference.sha256())) {
            throw new BlobException(Reason.DAMAGED, "The content of the blob " + file + " has another hash");
        }
        return content;
    }

    /** A tombstone without the entry at its end, for people. */
    private static String said(String tombstone) {
        String text = tombstone.strip();
        int entry = text.lastIndexOf("\n{");
        return (entry < 0 ? text : text.substring(0, entry)).strip();
    }

    /** Whether the content was erased. */
    public boolean erased(@NonNull BlobReference reference) {
        return Files.exists(tombstone(reference.sha256()));
    }

    /**
     * Whether a content was erased, and nothing of it is left.
     *
     * @param sha256 the hash of the content, 64 hexadecimal digits
     */
    public boolean gone(@NonNull String sha256) {
        return Files.exists(tombstone(sha256)) && !Files.exists(file(sha256));
    }

    /**
     * What the tombstone of an erased blob says.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    @NonNull
    public String tombstoneText(@NonNull BlobReference reference) throws IOException {
        Path file = tombstone(reference.sha256());
        checkRegular(file);
        if (Files.size(file) > MAX_TOMBSTONE) {
            throw new BlobException(Reason.TOO_BIG, "The tombstone " + file + " is too long to be one");
        }
        // Not as strict UTF-8: what is no text is then no reason that an entry gives either.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /**
     * Erases the content for good; the tombstone is on disk before the content goes. To be recorded in the ledger beforehand.
     *
     * @param sha256 the hash of the content
     * @param reason which entry says so and why, in a sentence, and on a line of its own that entry, by which it proves when it has left by
     *     retention; everyone who reads the ledger may see it
     * @throws IOException if that fails; it can be tried again
     */
    public void erase(@NonNull String sha256, @NonNull String reason) throws IOException {
        Path file = file(new BlobReference("", sha256, 0).sha256());
        storage.makeDirectory(parent(file));
        storage.replace(tombstone(sha256), (reason + "\n").getBytes(StandardCharsets.UTF_8));
        storage.delete(file);
        storage.syncDirectory(parent(file));
    }

    private static void checkRegular(Path file) throws BlobException {
        if (RegularFile.isSomethingElse(file)) {
            throw new BlobException(
                    Reason.DAMAGED, "The blob " + file + " is no file, but something else was put in its place");
        }
    }

    private Path file(String sha256) {
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + ".blob");
    }

    private Path tombstone(String sha256) {
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256 + ".erased");
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "A blob stands in a directory");
    }
}
