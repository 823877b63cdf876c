package io.jenkins.plugins.deploymentledger.core.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts a filter accepts. */
class TextFilterTest {

    @ParameterizedTest
    @CsvSource({
        "ana, ana, true",
        "ana, Ana, true",
        "ANA, ana, true",
        "ana, anas, false",
        "an*, ana, true",
        "an*, an, true",
        "*na, Ana, true",
        "*lop*, Ana Lopez, true",
        "a*a, a, false",
        "a*a, aa, true",
        "a*b*a, abba, true",
        "a*bb*ba, abba, false",
        "*, anything, true",
        "ΣΊΣΥΦΟΣ, σίσυφος, true",
        "CORP\\ana, corp\\ANA, true",
    })
    void accepts(String filter, String text, boolean accepted) {
        assertEquals(accepted, TextFilter.of(filter).matches(TextFilter.fold(text)));
    }

    @Test
    void agreesWithARegularExpressionOnRandomTexts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String filter = random(random, "ab*", 1 + random.nextInt(6));
            String text = random(random, "ab", random.nextInt(8));
            Pattern pattern = Pattern.compile(filter.replace("*", ".*"));
            assertEquals(
                    pattern.matcher(text).matches(),
                    TextFilter.of(filter).matches(text),
                    filter + " on " + text + ", seed " + seed);
        }
    }

    private static String random(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
