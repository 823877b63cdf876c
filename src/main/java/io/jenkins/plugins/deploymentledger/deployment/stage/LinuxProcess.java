package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Linux says of a process beyond what Java does, from {@code /proc/<pid>/stat}.
 *
 * @param pid its number
 * @param state one letter, such as {@code Z} for one that has ended and was not fetched by its parent
 * @param session the number of its session, which all its children inherit unless they leave it
 */
record LinuxProcess(long pid, char state, long session) {

    private static final Path PROC = Path.of("/proc");

    /** Whether it does not run any more, though its number is not free yet. */
    boolean isDead() {
        return state == 'Z' || state == 'X';
    }

    /** One process; empty if there is none of this number, or no Linux. */
    static Optional<LinuxProcess> of(long pid) {
        try {
            return parse(
                    pid,
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The processes of a session; empty where there is no Linux. */
    static List<LinuxProcess> inSession(long session) {
        List<LinuxProcess> found = new ArrayList<>();
        if (!Files.isDirectory(PROC)) {
            return found;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                of(Long.parseLong(String.valueOf(process.getFileName())))
                        .filter(candidate -> candidate.session == session)
                        .ifPresent(found::add);
            }
        } catch (IOException | NumberFormatException e) {
            // What was found until then is better than nothing.
            return found;
        }
        return found;
    }

    /** The name stands in parentheses, and may hold any of them itself. */
    static Optional<LinuxProcess> parse(long pid, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length < 4 || fields[0].length() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LinuxProcess(pid, fields[0].charAt(0), Long.parseLong(fields[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
