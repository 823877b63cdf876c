package io.jenkins.plugins.deploymentledger.machine.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLogTest {

    record Entry(int number, String text) {}

    @TempDir
    private Path home;

    @Test
    void theNewestComeFirstAndEachMachineHasItsOwn() throws Exception {
        MachineLog<Entry> log = new MachineLog<>(home.resolve("log"), Entry.class);
        assertTrue(log.isNew());
        assertEquals(List.of(), log.newest("Paris", 10));
        log.append("Paris", new Entry(1, "a\nb"));
        log.append("paris", new Entry(2, "c"));
        log.append("Paris", new Entry(3, "é"));

        assertFalse(log.isNew());
        assertEquals(List.of(new Entry(3, "é"), new Entry(1, "a\nb")), log.newest("Paris", 10));
        assertEquals(List.of(new Entry(3, "é")), log.newest("Paris", 1));
        assertEquals(List.of(new Entry(2, "c")), log.newest("paris", 10));
    }

    @Test
    void aLineThatACrashCutOffSpoilsNoneButItself() throws Exception {
        MachineLog<Entry> log = new MachineLog<>(home, Entry.class);
        log.append("m", new Entry(1, "a"));
        Path file = home.resolve("m.jsonl");
        Files.writeString(file, "\n{\"number\":2,\"te", StandardOpenOption.APPEND);
        log.append("m", new Entry(3, "c"));

        assertEquals(List.of(new Entry(3, "c"), new Entry(1, "a")), log.newest("m", 10));
    }

    @Test
    void aFileThatHasGrownLosesItsOlderHalf() throws Exception {
        MachineLog<Entry> log = new MachineLog<>(home, Entry.class);
        String text = "x".repeat(100_000);
        for (int i = 0; i < 60; i++) {
            log.append("m", new Entry(i, text));
        }

        assertThat(Files.size(home.resolve("m.jsonl")), lessThanOrEqualTo((long) MachineLog.MAX_BYTES));
        List<Entry> left = log.newest("m", 100);
        assertThat(left.size(), greaterThan(20));
        for (int i = 0; i < left.size(); i++) {
            assertEquals(59 - i, left.get(i).number());
        }
    }
}
