package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The file of a sealed segment's index, beside the segment. */
final class IndexFile {

    private static final Logger LOGGER = Logger.getLogger(IndexFile.class.getName());

    private final Path path;

    IndexFile(Path path) {
        this.path = path;
    }

    /** Reads the header; nothing if there is no file, it cannot be read, or it is not an index of this version. */
    Optional<IndexHeader> header() {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate(IndexHeader.LENGTH);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
                // Until the header is whole, or the file ends.
            }
            long length = channel.size();
            return IndexHeader.read(bytes.flip()).filter(header -> header.length() == length);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The index {0} cannot be read ({1}); it is made again", new Object[] {path, e});
            return Optional.empty();
        }
    }

    /**
     * Maps the file; nothing if it is not, byte for byte, what its header says.
     *
     * @param header as read before
     */
    Optional<SealedIndex> map(IndexHeader header) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() != header.length()) {
                return Optional.empty();
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, header.length());
            return header.proves(bytes) ? Optional.of(new SealedIndex(header, bytes)) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The index {0} cannot be read ({1}); it is made again", new Object[] {path, e});
            return Optional.empty();
        }
    }

    /** Puts an index in place of what is there: whole or not at all, but not forced to disk, since it can be made again. */
    void write(ByteBuffer bytes) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + DiskStorage.UNFINISHED);
        Files.deleteIfExists(temporary);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer rest = bytes.duplicate();
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
