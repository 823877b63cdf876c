package io.jenkins.plugins.deploymentledger.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    @ParameterizedTest
    @CsvSource({
        "x86_64, amd64, true",
        "AMD64, x86_64, true",
        "arm64, aarch64, true",
        "i386, i686, true",
        "x86, amd64, false",
        "s390x, s390x, true",
        "s390x, ppc64le, false",
    })
    void oneArchitectureHasManyNames(String required, String actual, boolean suits) {
        assertEquals(suits, Architecture.suits(Set.of(required), actual));
        assertEquals(true, Architecture.suits(Set.of(), actual));
    }
}
