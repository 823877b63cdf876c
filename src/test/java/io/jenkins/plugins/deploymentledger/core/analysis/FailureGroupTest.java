package io.jenkins.plugins.deploymentledger.core.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureGroupTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachFailedMachineIsInExactlyOneGroup(long seed) {
        List<MachineProgress> machines = new RandomRollout(seed, 200).machines();

        List<FailureGroup> groups = FailureGroup.of(machines);

        List<MachineProgress> grouped = new ArrayList<>();
        groups.forEach(group -> grouped.addAll(group.machines()));
        List<MachineProgress> failed = machines.stream()
                .filter(machine -> machine.status().group() == StatusGroup.ERROR
                        || machine.status().group() == StatusGroup.UNREACHABLE)
                .toList();
        assertTrue(!failed.isEmpty());
        assertEquals(failed.size(), grouped.size());
        assertEquals(new HashSet<>(failed), new HashSet<>(grouped));
        assertEquals(
                groups.size(),
                groups.stream().map(group -> group.signature().key()).distinct().count());
        for (int i = 1; i < groups.size(); i++) {
            assertTrue(groups.get(i - 1).machines().size()
                    >= groups.get(i).machines().size());
        }
    }

    @Test
    void whatIsDifferentOnEachMachineMakesNoDifference() {
        List<FailureGroup> groups = FailureGroup.of(new RandomRollout(3, 400).machines());

        // By stage: two exit codes, and one message for each other cause.
        assertTrue(groups.size() <= 3 * 5, groups.size() + " groups");
        assertTrue(groups.stream().anyMatch(group -> group.machines().size() > 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exit 17 after 12.5 s                       | exit # after # s
            Cannot reach paris-001: timed out          | Cannot reach <machine>: timed out
            Cannot reach paris-0012                    | Cannot reach paris-#
            no room in /var/lib/x/y.tmp (3 MB left)    | no room in <path> (# MB left)
            cannot open C:\\Temp\\a-7.msi              | cannot open <path>
            share \\\\srv\\d$\\x is gone                | share <path> is gone
            GET https://a.example/b?c=1 gave 404       | GET <url> gave #
            id 0b0e6a2e-8c0f-4f5e-9a57-1f6f6f3b9a10    | id <id>
            expected 9f86d081884c7d65 but got deadbee1 | expected <id> but got <id>
            read and/or write failed                   | read and/or write failed
            at 10:02:33                                | at #
            """)
    void aPatternHidesNamesPathsIdentifiersAndNumbers(String message, String pattern) {
        assertEquals(pattern, MessagePattern.of(message, "paris-001"));
        assertEquals(pattern, MessagePattern.of(pattern, "paris-001"));
    }
}
