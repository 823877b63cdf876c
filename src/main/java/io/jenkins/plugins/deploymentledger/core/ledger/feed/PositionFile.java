package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Remembers on disk how far a consumer is. A file that is missing or cannot be understood stands for the beginning: everything
 * is handed over once more, rather than something never.
 */
public final class PositionFile {

    private static final Logger LOGGER = Logger.getLogger(PositionFile.class.getName());

    private final Path file;
    private final Storage storage;

    /**
     * A file, of which each consumer has its own; its directory is made when it is first written.
     *
     * @param file where it stands
     * @param storage writes it
     */
    public PositionFile(@NonNull Path file, @NonNull Storage storage) {
        this.file = file;
        this.storage = storage;
    }

    @NonNull
    FeedPosition read() {
        try {
            return FeedPosition.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return FeedPosition.START;
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "How far a feed is cannot be read from " + file + "; everything is handed over once more");
            return FeedPosition.START;
        }
    }

    void write(@NonNull FeedPosition position) throws IOException {
        storage.makeDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory"));
        storage.replace(file, position.toJson());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
