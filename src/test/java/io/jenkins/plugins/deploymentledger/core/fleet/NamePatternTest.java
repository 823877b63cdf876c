package io.jenkins.plugins.deploymentledger.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NamePatternTest {

    @Test
    void itMeansWhatTheSameRegularExpressionMeans() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            String pattern = text(random, "ab*B", 6);
            String name = text(random, "abA", 8);
            String expression =
                    Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            boolean expected = Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                    .matcher(name)
                    .matches();

            assertEquals(expected, new NamePattern(pattern).matches(name), () -> pattern + " and " + name);
        }
    }

    @Test
    void manyAsterisksTakeNoLongerThanOne() {
        NamePattern pattern = new NamePattern("*a".repeat(20) + "*q");

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertFalse(pattern.matches("a".repeat(200) + "b"), "Nothing ends with q"));
    }

    private static String text(Random random, String letters, int most) {
        return random.ints(random.nextInt(most + 1), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
