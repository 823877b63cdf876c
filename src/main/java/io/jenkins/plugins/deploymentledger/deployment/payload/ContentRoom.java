package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The room that is left in the content store, and makes more: contents that nobody names make way, those first that were unused
 * longest.
 *
 * <p>What was used within a day stays: somebody may be about to name it, as in a form that was not saved yet.
 */
final class ContentRoom {

    private static final Logger LOGGER = Logger.getLogger(ContentRoom.class.getName());

    private static final Duration YOUNG = Duration.ofDays(1);

    private final Path directory;
    private final long limit;
    private final Object inUse;

    /**
     * The room in a directory.
     *
     * @param directory of the store; it exists
     * @param limit how many bytes may lie there
     * @param inUse held while a content is marked as used, and while it is decided that one is not
     */
    ContentRoom(@NonNull Path directory, long limit, @NonNull Object inUse) {
        this.directory = directory;
        this.limit = limit;
        this.inUse = inUse;
    }

    /** A file below the directory, as it was found. */
    private record Found(Path file, long bytes, Instant used) {

        String name() {
            return String.valueOf(file.getFileName());
        }
    }

    /** How many more bytes may be written now; negative where there is too much already. */
    long free() throws IOException {
        return limit - occupied(files());
    }

    /**
     * Drops contents until there is room, as far as that can be.
     *
     * @param wanted how many bytes are to be free
     * @return how many are free
     */
    long make(long wanted) throws IOException {
        List<Found> all = files();
        long free = limit - occupied(all);
        Set<String> named = free >= wanted ? null : named();
        if (named == null) {
            return free;
        }
        all.sort(Comparator.comparing(Found::used));
        for (Found one : all) {
            if (free >= wanted) {
                break;
            }
            if (ContentStore.isSha256(one.name()) && !named.contains(one.name()) && drop(one)) {
                free += one.bytes();
            }
        }
        return free;
    }

    /** The length of the longest content. */
    long longest() throws IOException {
        return files().stream()
                .filter(one -> ContentStore.isSha256(one.name()))
                .mapToLong(Found::bytes)
                .max()
                .orElse(0);
    }

    private boolean drop(Found content) throws IOException {
        synchronized (inUse) {
            try {
                Instant used = Files.getLastModifiedTime(content.file()).toInstant();
                if (used.isAfter(Instant.now().minus(YOUNG))) {
                    return false;
                }
                Files.delete(content.file());
            } catch (NoSuchFileException e) {
                // Another thread made room, too.
                return true;
            }
        }
        LOGGER.log(
                Level.INFO,
                "The binary {0} has made way: nothing names it, and it was used last at {1}",
                new Object[] {content.name(), content.used()});
        return true;
    }

    /** All that somebody names; null if that cannot be told. */
    @CheckForNull
    private static Set<String> named() {
        Set<String> named = new HashSet<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (ContentUser user : ExtensionList.lookup(ContentUser.class)) {
                user.contents().forEach(sha256 -> named.add(sha256.toLowerCase(Locale.ROOT)));
            }
            return named;
        } catch (RuntimeException e) {
            LOGGER.log(Level.INFO, "It is not known which binaries are needed: none makes way", e);
            return null;
        }
    }

    private static long occupied(List<Found> files) {
        return files.stream().mapToLong(Found::bytes).sum();
    }

    /** Also what is just coming in; a link to another disk is followed, where the directory is one. */
    private List<Found> files() throws IOException {
        Listing listing = new Listing();
        Files.walkFileTree(directory.toRealPath(), listing);
        return listing.files;
    }

    /** Lists the files that can be read. */
    private static final class Listing extends SimpleFileVisitor<Path> {

        private final List<Found> files = new ArrayList<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(new Found(
                    file, attributes.size(), attributes.lastModifiedTime().toInstant()));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
