package io.jenkins.plugins.deploymentledger.deployment.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of {@code /proc/<pid>/stat}, whatever a process calls itself. */
class LinuxProcessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 (sleep) S 1 7 5 0 -1 4194560|S|5|false",
                "7 (a) b) (c) R 1 7 12 0 -1|R|12|false",
                "7 (defunct) Z 1 7 3 0 -1|Z|3|true"
            })
    void stateAndSessionAreFoundBehindTheName(String stat, char state, long session, boolean dead) {
        LinuxProcess process = LinuxProcess.parse(7, stat).orElseThrow();
        assertEquals(new LinuxProcess(7, state, session), process);
        assertEquals(dead, process.isDead());
    }

    @ParameterizedTest
    @CsvSource({"''", "7 (sleep)", "7 (sleep) S 1 7 x"})
    void whatIsNoSuchLineIsNoProcess(String stat) {
        assertEquals(Optional.empty(), LinuxProcess.parse(7, stat));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessIsInItsSession() {
        long pid = ProcessHandle.current().pid();
        LinuxProcess here = LinuxProcess.of(pid).orElseThrow();
        assertTrue(
                LinuxProcess.inSession(here.session()).stream().anyMatch(process -> process.pid() == pid),
                "Found by its session");
    }
}
