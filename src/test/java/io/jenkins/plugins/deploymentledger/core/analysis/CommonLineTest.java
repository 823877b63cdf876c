package io.jenkins.plugins.deploymentledger.core.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What logs are said to have in common, against the logs. */
class CommonLineTest {

    @Test
    void whatIsDifferentOnEachMachineDoesNotKeepLinesApart() {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        for (int i = 1; i <= 5; i++) {
            String machine = "paris-" + i;
            logs.put(
                    machine,
                    List.of(
                            "2026-11-30T10:0" + i + ":00Z Sending 48 MB",
                            "only " + "abcdef".charAt(i) + " here",
                            "-----",
                            "unpacking to /opt/run" + i + "/tools in " + i + " s",
                            "error: " + machine + " lacks library 0x" + i + "deadbeef" + i,
                            ""));
        }
        List<CommonLine> common = CommonLine.of(logs);
        assertEquals(
                List.of(
                        "2026-11-30T10:01:00Z Sending 48 MB",
                        "unpacking to /opt/run1/tools in 1 s",
                        "error: paris-1 lacks library 0x1deadbeef1"),
                common.stream().map(CommonLine::text).toList());
        assertTrue(common.stream().allMatch(line -> line.machines() == 5));
    }

    @Test
    void aLineIsCommonIfMoreThanHalfOfTheMachinesHaveItHoweverOften() {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        logs.put("a", List.of("in three", "in two", "in one", "in one"));
        logs.put("b", List.of("in two", "in three"));
        logs.put("c", List.of("in three"));
        logs.put("d", List.of("nothing alike"));
        assertEquals(List.of(new CommonLine("in three", 3)), CommonLine.of(logs));
        assertEquals(List.of(), CommonLine.of(Map.of("a", List.of("alone"))));
        assertEquals(List.of(), CommonLine.of(Map.of()));
    }

    @Test
    void theEndsOfTheLogsAreToldWhereThereIsTooMuch() {
        List<String> lines = new ArrayList<>();
        for (char first = 'a'; first < 'z'; first++) {
            for (char second = 'a'; second < 'e'; second++) {
                lines.add("step " + first + second);
            }
        }
        lines.add("x".repeat(5_000) + "\u001b[31m");
        List<CommonLine> common = CommonLine.of(Map.of("one", lines, "two", lines));
        assertEquals(CommonLine.MOST, common.size());
        assertEquals("x".repeat(300), common.get(CommonLine.MOST - 1).text());
        assertEquals("step yd", common.get(CommonLine.MOST - 2).text());
    }
}
