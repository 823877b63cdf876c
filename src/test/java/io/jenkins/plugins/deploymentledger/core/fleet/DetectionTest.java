package io.jenkins.plugins.deploymentledger.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
    void whatCouldNotBeReadMayHaveIt() {
        Inventory read = inventory("office=24.2");
        Inventory half =
                read.with(read.takenAt(), read.software(), List.of(new UnreadList("rpm", "ended with exit code 1")));

        assertEquals(Detection.Finding.UNKNOWN, new Detection("paint", "", "", "").in(half));
        assertEquals(Detection.Finding.UNKNOWN, new Detection("office", "24.8", "", "").in(half));
        assertEquals(Detection.Finding.PRESENT, new Detection("office", "", "", "").in(half));
        assertFalse(new InventoryCondition("paint", "", true, "").holds(half), "Not known to be absent");
        assertTrue(new InventoryCondition("paint", "", true, "").holds(read));
        assertEquals(
                List.of(),
                InventoryDifference.between(
                                inventory("office=24.2", "paint=1"),
                                read.with(read.takenAt(), List.of(), List.of(new UnreadList("dpkg", "no answer"))))
                        .removed());
    }

    @Test
    void moreThanIsKeptIsNotReadEither() {
        List<Software> many = IntStream.rangeClosed(0, Inventory.MAX_SOFTWARE)
                .mapToObj(i -> new Software("package-" + i, "1", "dpkg"))
                .toList();
        Inventory read = inventory();

        Inventory kept = read.with(read.takenAt(), many, List.of()).limited();

        assertEquals(Detection.Finding.UNKNOWN, new Detection("paint", "", "", "").in(kept));
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
