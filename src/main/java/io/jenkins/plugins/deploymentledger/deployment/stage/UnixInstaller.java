package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Prepares an installation on Unix: a session of its own where the system can give one, and deaf to hang-ups elsewhere. */
final class UnixInstaller {

    private static final String DETACH = """
            if command -v setsid > /dev/null 2>&1; then
                setsid /bin/sh "$0" "$1" "$2" < /dev/null > /dev/null 2>&1 &
            else
                nohup /bin/sh "$0" "$1" "$2" < /dev/null > /dev/null 2>&1 &
            fi
            """;

    private UnixInstaller() {}

    static ProcessBuilder prepare(RunDirectory directory, String command, long keptBytes) throws IOException {
        // Web forms end lines in the way of Windows, which shells do not understand.
        String script = command.replace("\r\n", "\n").replace('\r', '\n');
        Path install = directory.path().resolve("install");
        Files.writeString(install, script.endsWith("\n") ? script : script + '\n', StandardCharsets.UTF_8);
        if (script.startsWith("#!")) {
            Files.setPosixFilePermissions(install, PosixFilePermissions.fromString("rwx------"));
        }
        Path wrapper = directory.path().resolve("wrapper");
        Files.writeString(wrapper, wrapper(), StandardCharsets.UTF_8);
        return new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        DETACH,
                        wrapper.toString(),
                        directory.path().toString(),
                        Long.toString(keptBytes))
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static String wrapper() throws IOException {
        try (InputStream in = UnixInstaller.class.getResourceAsStream("UnixInstaller/wrapper.sh")) {
            if (in == null) {
                throw new IOException("The plugin lacks UnixInstaller/wrapper.sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
