package io.jenkins.plugins.deploymentledger.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {

    private static Inventory inventory(String... software) {
        List<Software> list = Stream.of(software)
                .map(item -> new Software(item.split("=")[0], item.split("=")[1], "dpkg"))
                .toList();
        return new Inventory(Instant.EPOCH, "h", "Linux", "1", "amd64", "cpu", 1, 1, null, List.of(), list);
    }

    @ParameterizedTest
    @CsvSource({
        "office,      '',   PRESENT",
        "OFFICE,      24.8, PRESENT",
        "off*,        24.8, PRESENT",
        "*ice,        24.9, OUTDATED",
        "*,           1:1,  PRESENT",
        "office-core, '',   MISSING",
        "offic,       '',   MISSING",
        "o.fice,      '',   MISSING",
        "*ff*c*,      24.8, PRESENT"
    })
    void theInventoryShowsIt(String name, String minimum, Detection.Finding expected) {
        Inventory inventory = inventory("office=24.2", "office=24.8.1-2", "offshore=1:2.0");

        assertEquals(expected, new Detection(name, minimum, "", "").in(inventory));
    }

    @Test
    void theNewestOfSeveralCounts() {
        assertEquals(
                Optional.of("24.10"),
                new Detection("office", "", "", "").versionIn(inventory("office=24.9", "office=24.10", "office=24.2")));
    }

    @Test
    void aRuleLooksForSomething() {
        assertThrows(IllegalArgumentException.class, () -> new Detection(" ", "1.0", "", " "));
    }
}
