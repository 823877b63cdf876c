package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A package manager of a Unix system, asked by its own tool.
 *
 * @param origin see {@link SoftwareList#origin()}
 * @param command the tool and its arguments; gives one package a line
 * @param database a file or directory without which the machine does not use this package manager
 * @param parser makes a package of a line; empty for a line that is none
 */
record PackageTool(String origin, List<String> command, String database, Function<String, Optional<Software>> parser)
        implements SoftwareList {

    private static final int MAX_PACKAGES = 50_000;

    static List<SoftwareList> all() {
        return List.of(
                new PackageTool(
                        "dpkg",
                        List.of("dpkg-query", "-W", "-f", "${db:Status-Abbrev}\\t${Package}\\t${Version}\\n"),
                        "/var/lib/dpkg",
                        PackageLines::dpkg),
                new PackageTool(
                        "rpm",
                        List.of("rpm", "-qa", "--qf", "%{NAME}\\t%{VERSION}-%{RELEASE}\\n"),
                        "/var/lib/rpm",
                        PackageLines::rpm),
                new PackageTool(
                        "apk", List.of("apk", "list", "--installed"), "/lib/apk/db/installed", PackageLines::apk),
                new PackageTool("pacman", List.of("pacman", "-Q"), "/var/lib/pacman", PackageLines::pacman));
    }

    @Override
    public Optional<List<Software>> read(Duration limit) throws InventoryProblemException {
        if (!Files.exists(Path.of(database)) || !isOnPath(command.get(0))) {
            return Optional.empty();
        }
        try {
            // Into a file, so that neither a tool that hangs nor one that says much needs a thread to watch it.
            Path output = Files.createTempFile("deployment-ledger", ".packages");
            try {
                run(output, limit);
                return Optional.of(parse(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new InventoryProblemException(e.toString());
        }
    }

    private void run(Path output, Duration limit) throws IOException, InventoryProblemException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InventoryProblemException(command.get(0) + " did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InventoryProblemException("interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new InventoryProblemException(command.get(0) + " ended with exit code " + process.exitValue());
        }
    }

    private List<Software> parse(Path output) throws IOException {
        List<Software> found = new ArrayList<>();
        // Not every package's text is valid UTF-8, and none is worth failing for.
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(output), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null && found.size() < MAX_PACKAGES) {
                parser.apply(line).ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean isOnPath(String tool) {
        String path = System.getenv("PATH");
        String directories = (path == null ? "" : path + ':') + "/usr/bin:/bin:/usr/sbin:/sbin";
        return Stream.of(directories.split(":"))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
