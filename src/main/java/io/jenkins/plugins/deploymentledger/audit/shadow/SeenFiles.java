package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lists the files that were seen, one directory of shadows after the other: there may be so many that others want their turn in between. Of
 * what happens meanwhile, it may know or not. For the recorder's thread.
 */
public final class SeenFiles {

    private static final Logger LOGGER = Logger.getLogger(SeenFiles.class.getName());

    private final Path root;
    private final Consumer<String> unknown;
    private final SortedSet<String> keys;

    /** What is still to be looked into, if it is a directory. */
    private final Deque<Path> directories = new ArrayDeque<>();

    /**
     * A list that begins with what is known already.
     *
     * @param root of all shadows
     * @param start where shadows are looked for
     * @param known those that ought to be there
     * @param unknown is given each other that is there
     */
    SeenFiles(Path root, Path start, Collection<String> known, Consumer<String> unknown) {
        this.root = root;
        this.unknown = unknown;
        keys = new TreeSet<>(known);
        if (Files.isDirectory(start)) {
            look(start);
        }
    }

    /** Looks into one more directory; says whether there was one left. */
    public boolean look() {
        Path directory = directories.poll();
        if (directory == null) {
            return false;
        }
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            look(directory);
        }
        return true;
    }

    private void look(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(this::add);
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINE, "It went meanwhile, with whatever it was of", e);
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.WARNING, e, () -> "Not all shadows can be listed: " + directory);
        }
    }

    private void add(Path file) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (path.endsWith(ShadowStore.SUFFIX)) {
            String key = path.substring(0, path.length() - ShadowStore.SUFFIX.length());
            if (keys.add(key)) {
                unknown.accept(key);
            }
        } else {
            directories.add(file);
        }
    }

    /** The paths of the files below the home of Jenkins, as far as they were listed, in their order. */
    @NonNull
    public List<String> keys() {
        return List.copyOf(keys);
    }
}
