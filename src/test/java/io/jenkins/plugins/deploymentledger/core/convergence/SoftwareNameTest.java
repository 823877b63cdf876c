package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When two detection rules may mean the same software. */
class SoftwareNameTest {

    @ParameterizedTest
    @CsvSource({
        "office, office, true",
        "office, OFFICE, true",
        "office, off*, true",
        "*ice, off*, true",
        "office, of*x, false",
        "a*b, b*a, false",
        "*, anything, true",
        "office, offices, false",
        "office*, office, true"
    })
    void namesOverlap(String one, String two, boolean overlap) {
        assertEquals(overlap, new SoftwareName(one).overlaps(new SoftwareName(two)));
        assertEquals(overlap, new SoftwareName(two).overlaps(new SoftwareName(one)));
    }

    /** Against all short texts. */
    @Test
    void asTryingAllTextsWouldSay() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String one = pattern(random);
            String two = pattern(random);
            assertEquals(
                    anyText("", regex(one), regex(two)),
                    new SoftwareName(one).overlaps(new SoftwareName(two)),
                    one + " and " + two);
        }
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int length = random.nextInt(4); length >= 0; length--) {
            pattern.append("ab*".charAt(random.nextInt(3)));
        }
        return pattern.toString();
    }

    private static Pattern regex(String pattern) {
        return Pattern.compile(pattern.replace("*", ".*"));
    }

    private static boolean anyText(String text, Pattern one, Pattern two) {
        return one.matcher(text).matches() && two.matcher(text).matches()
                || text.length() < 8 && (anyText(text + "a", one, two) || anyText(text + "b", one, two));
    }

    @Test
    void manyStarsTakeNoTime() {
        SoftwareName stars = new SoftwareName("*a".repeat(500) + "q");
        assertTimeout(
                Duration.ofSeconds(5), () -> assertEquals(false, stars.overlaps(new SoftwareName("a".repeat(1_000)))));
    }
}
