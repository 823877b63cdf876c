package io.jenkins.plugins.deploymentledger.core.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.io.IOUtils;

/**
 * Runs programs as a user whom permissions bind: as this one, or, if this one is root, as nobody. Their classes are copied to where that user
 * may read them.
 */
final class OtherUser {

    private static final String NOBODY = "65534";

    private final List<String> classPath = new ArrayList<>();
    private final boolean root;

    /** How a program ended, and what it said. */
    record Ended(int status, String said) {}

    /** @param directory an empty one, for the classes; everyone may read it, and pass through those above it, after this */
    OtherUser(Path directory) throws IOException, URISyntaxException {
        root = "root".equals(System.getProperty("user.name"));
        assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        assumeTrue(
                !root || Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "root may write everywhere, and has no setpriv");
        Class<?>[] needed = {
            Ledger.class,
            OtherUser.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class,
            CSVFormat.class,
            IOUtils.class
        };
        for (Class<?> one : needed) {
            Path from = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path to = directory.resolve(classPath.size() + "-" + from.getFileName());
            if (root) {
                copy(from, to);
            }
            classPath.add((root ? to : from).toString());
        }
        open(directory);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Lets everyone read a directory and what is in it. */
    static void open(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    Ended run(String mainClass, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(
                    List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx96m", "-cp", String.join(":", classPath), mainClass));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), said);
        return new Ended(process.exitValue(), said);
    }
}
