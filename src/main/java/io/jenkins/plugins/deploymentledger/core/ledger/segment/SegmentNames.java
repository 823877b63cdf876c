package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** How segments are named: by the sequence number of their first entry, in twelve digits. */
public final class SegmentNames {

    private static final String ENDING = ".seg";
    private static final Pattern NAME = Pattern.compile("[0-9]{12,18}\\.seg");

    private SegmentNames() {}

    /** The file of the segment that begins with this entry. */
    @NonNull
    public static Path file(@NonNull Path segments, long first) {
        return segments.resolve(String.format("%012d", first) + ENDING);
    }

    /** Where what is derived from a segment stands: beside it, with the ending {@code .idx}. */
    @NonNull
    public static Path indexFile(@NonNull Path segment) {
        String name = String.valueOf(segment.getFileName());
        return segment.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ".idx");
    }

    /** The first sequence number that the name of a segment claims. */
    public static long first(@NonNull Path segment) {
        String name = String.valueOf(segment.getFileName());
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    /**
     * The segments in a directory, oldest first.
     *
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static List<Path> list(@NonNull Path segments) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(segments, file -> NAME.matcher(String.valueOf(file.getFileName()))
                        .matches())) {
            files.forEach(found::add);
        }
        Collections.sort(found);
        return found;
    }
}
