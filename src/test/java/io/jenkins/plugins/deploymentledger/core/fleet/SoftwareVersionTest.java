package io.jenkins.plugins.deploymentledger.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareVersionTest {

    /** From old to new, as people number their software; mixed up, they are to be found in this order again. */
    private static final List<String> OLD_TO_NEW = List.of(
            "",
            "0.9",
            "1.0~rc1",
            "1.0",
            "1.0-1",
            "1.0-1ubuntu2",
            "1.0.1",
            "1.2",
            "1.9.9",
            "1.10",
            "2",
            "24.2.7.2",
            "24.8",
            "24.8.3-1",
            "24.10",
            "2026.01.02",
            "1:0.5",
            "2:0.1");

    @Test
    void theOrderIsThatOfPeople() {
        List<String> mixed = new ArrayList<>(OLD_TO_NEW);
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(mixed, random);
            mixed.sort(SoftwareVersion.ORDER);
            assertEquals(OLD_TO_NEW, mixed);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.00", "007, 7", "1:1, 01:1", "' 1.0', 1.0", "99999999999999999999999, 099999999999999999999999"})
    void whatIsWrittenOtherwiseIsTheSame(String one, String other) {
        assertEquals(0, SoftwareVersion.ORDER.compare(one, other));
        assertEquals(0, SoftwareVersion.ORDER.compare(other, one));
    }

    @Test
    void anythingHasItsPlaceInOneOrder() {
        Random random = new Random(5);
        List<String> any = new ArrayList<>();
        String alphabet = "0019.~-+:ab\u00e9 ";
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            any.add(text.toString());
        }
        for (String a : any) {
            for (String b : any) {
                int ab = Integer.signum(SoftwareVersion.ORDER.compare(a, b));
                assertEquals(-ab, Integer.signum(SoftwareVersion.ORDER.compare(b, a)), a + " and " + b);
                for (String c : any) {
                    if (ab <= 0 && SoftwareVersion.ORDER.compare(b, c) <= 0) {
                        assertTrue(SoftwareVersion.ORDER.compare(a, c) <= 0, a + ", " + b + ", " + c);
                    }
                }
            }
        }
    }
}
