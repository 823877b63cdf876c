package io.jenkins.plugins.deploymentledger.deployment.stage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for cmd.exe; no Windows is here to run it. */
class WindowsInstallerTest {

    @Test
    void aCommandWithAccentsIsReadAsItWasWritten(@TempDir Path root) throws Exception {
        RunDirectory directory = new RunDirectory(root.toString(), "run");
        Files.createDirectories(directory.path());

        WindowsInstaller.prepare(directory, "msiexec /i t.msi TARGETDIR=\"C:\\Données\"");

        assertEquals(
                "msiexec /i t.msi TARGETDIR=\"C:\\Données\"\r\n",
                Files.readString(directory.path().resolve("install.cmd"), StandardCharsets.UTF_8));
        String wrapper = Files.readString(directory.path().resolve("wrapper.cmd"), StandardCharsets.US_ASCII);
        assertThat("cmd.exe is told UTF-8", wrapper, containsString("chcp 65001"));
        assertThat("before it reads", wrapper.indexOf("chcp 65001"), lessThan(wrapper.indexOf("install.cmd")));
    }
}
