package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file of a sealed segment's index, beside the segment. */
final class IndexFile {

    private final Path path;

    IndexFile(Path path) {
        this.path = path;
    }

    /** Reads the header; nothing if there is no file, or it is not an index of this version. */
    Optional<IndexHeader> header() throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate(IndexHeader.LENGTH);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
                // Until the header is whole, or the file ends.
            }
            return IndexHeader.read(bytes.flip()).filter(header -> hasLength(channel, header));
        }
    }

    /**
     * Maps the file; nothing if it is not, byte for byte, what its header says.
     *
     * @param header as read before
     */
    Optional<SealedIndex> map(IndexHeader header) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (!hasLength(channel, header)) {
                return Optional.empty();
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, header.length());
            return header.proves(bytes) ? Optional.of(new SealedIndex(header, bytes)) : Optional.empty();
        }
    }

    /** Puts an index in place of what is there: whole or not at all, but not forced to disk, since it can be made again. */
    void write(ByteBuffer bytes) throws IOException {
        Path temporary = Files.createTempFile(path.toAbsolutePath().getParent(), path.getFileName().toString(), ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
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

    private static boolean hasLength(FileChannel channel, IndexHeader header) {
        try {
            return channel.size() == header.length();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
