package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prepares an installation on Windows, where a process outlives the agent that started it.
 *
 * <p>Commands and output are UTF-8, whatever the code page of the system. Its output is not limited on the machine as it is on Unix, only in the log: Windows has no tool to do so everywhere.
 */
final class WindowsInstaller {

    private static final String WRAPPER = """
            @echo off
            chcp 65001 > NUL
            cd /d "%~dp0work"
            cmd.exe /d /s /c ""%~dp0install.cmd"" > "%~dp0output" 2>&1 < NUL
            set DEPLOYMENT_LEDGER_RESULT=%ERRORLEVEL%
            type NUL > "%~dp0drained"
            > "%~dp0result.tmp" echo %DEPLOYMENT_LEDGER_RESULT%
            move /y "%~dp0result.tmp" "%~dp0result" > NUL
            """;

    private WindowsInstaller() {}

    static ProcessBuilder prepare(RunDirectory directory, String command) throws IOException {
        write(directory.path().resolve("install.cmd"), command);
        write(directory.path().resolve("wrapper.cmd"), WRAPPER);
        // By its bare name, since cmd.exe takes a quoted path with parentheses, as in "Program Files (x86)", apart.
        return new ProcessBuilder("cmd.exe", "/d", "/c", "wrapper.cmd")
                .directory(directory.path().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("NUL")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static void write(Path file, String text) throws IOException {
        String lines = String.join("\r\n", text.lines().toList()) + "\r\n";
        // As the wrapper has cmd.exe read it: what cmd.exe would read by itself depends on the system and is not what
        // Java says.
        Files.writeString(file, lines, StandardCharsets.UTF_8);
    }
}
