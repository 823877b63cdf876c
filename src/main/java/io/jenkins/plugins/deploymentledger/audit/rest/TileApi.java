package io.jenkins.plugins.deploymentledger.audit.rest;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailUnavailableException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code audit-trail/tile/{level}/{index}}: the hashes of the ledger's tree in the form of C2SP tlog-tiles, for holders of
 * Audit trail/View. There are no entries in them.
 */
@Restricted(NoExternalUse.class)
public final class TileApi {

    /** A level, groups of three digits with an x before all but the last, and the width of a partial tile. */
    private static final Pattern TILE = Pattern.compile(
            "/(\\d|[1-5]\\d|6[0-3])/(x\\d{3}/){0,6}\\d{3}(\\.p/([1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]))?");

    private static final Pattern WIDTH = Pattern.compile("\\d{1,3}");
    private static final String PARTIAL = ".p";
    private static final int HASH_BYTES = 32;
    private static final int ATTEMPTS = 5;

    private TileApi() {}

    /**
     * Answers with a tile; with 404 if there is none of this name.
     *
     * @throws IOException if it cannot be read, or nobody takes the answer
     */
    public static void serve(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        String rest = request.getRestOfPath();
        if (!TILE.matcher(rest).matches()) {
            Answers.notFound(response, "This is no path of a tile; see C2SP tlog-tiles.");
            return;
        }
        try (OpenTrail trail = TrailReading.open()) {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of());
            Optional<byte[]> bytes = tile(trail.ledger().directory().tiles().resolve(rest.substring(1)));
            if (bytes.isEmpty()) {
                Answers.notFound(response, "There is no such tile.");
                return;
            }
            response.setContentType("application/octet-stream");
            response.setContentLength(bytes.get().length);
            response.getOutputStream().write(bytes.get());
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        } catch (TrailUnavailableException e) {
            Answers.unavailable(response, e);
        }
    }

    /**
     * A tile. Of a partial one that has grown since, what it had: a witness asks for the one that belongs to the checkpoint it was
     * given, however many entries came after that.
     */
    private static Optional<byte[]> tile(Path tile) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<Path> file = file(tile);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try {
                byte[] bytes = Files.readAllBytes(file.get());
                return Optional.of(file.get().equals(tile) ? bytes : Arrays.copyOf(bytes, width(tile) * HASH_BYTES));
            } catch (NoSuchFileException e) {
                // It has grown in between.
                continue;
            }
        }
        return Optional.empty();
    }

    /** The file of a tile, or the smallest one that has all of it. */
    private static Optional<Path> file(Path tile) throws IOException {
        if (isFile(tile)) {
            return Optional.of(tile);
        }
        Path partial = tile.resolve("..").normalize();
        String directory = String.valueOf(partial.getFileName());
        if (!directory.endsWith(PARTIAL)) {
            return Optional.empty();
        }
        Path full = partial.resolveSibling(directory.substring(0, directory.length() - PARTIAL.length()));
        if (isFile(full)) {
            return Optional.of(full);
        }
        if (!Files.isDirectory(partial, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(partial)) {
            return files.filter(file ->
                            WIDTH.matcher(String.valueOf(file.getFileName())).matches()
                                    && width(file) > width(tile)
                                    && isFile(file))
                    .min(Comparator.comparingInt(TileApi::width));
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static int width(Path partial) {
        return Integer.parseInt(String.valueOf(partial.getFileName()));
    }
}
