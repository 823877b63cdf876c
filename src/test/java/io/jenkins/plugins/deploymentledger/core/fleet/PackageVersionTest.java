package io.jenkins.plugins.deploymentledger.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageVersionTest {

    @Test
    void versionsAreOrderedAsPeopleNumberThem() {
        TreeSet<PackageVersion> all = new TreeSet<>(List.of(
                new PackageVersion("tools", "1.10"),
                new PackageVersion("tools", "1.9"),
                new PackageVersion("agent", "2"),
                new PackageVersion("tools", "1.10~rc1")));

        assertEquals(
                List.of("agent 2", "tools 1.9", "tools 1.10~rc1", "tools 1.10"),
                all.stream().map(PackageVersion::toString).toList());
    }

    @Test
    void versionsThatCountAsEqualAreTwoNevertheless() {
        assertEquals(2, new TreeSet<>(List.of(new PackageVersion("a", "1.0"), new PackageVersion("a", "1.00"))).size());
    }

    @ParameterizedTest
    @CsvSource({
        "tools,1.0,true",
        "'',1,false",
        "a,' ',false",
        "a/b,1,false",
        "a,1;2,false",
        "..,1,false",
        "é à,1+2,true"
    })
    void whatNoUrlCanHoldIsNotWellFormed(String name, String version, boolean wellFormed) {
        assertEquals(wellFormed, new PackageVersion(name, version).isWellFormed());
    }
}
