package io.jenkins.plugins.deploymentledger.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Of two scripts that were known by one name, it was the one that Jenkins keeps in its home, if there was that. */
class FormerFactsTest {

    private static final String ABOVE = "script init.groovy";
    private static final String BELOW = "script init.groovy.d/init.groovy";

    private static Map<String, String> renamed(Map<String, String> then, Map<String, String> now) {
        return FormerFacts.renamed(new TreeMap<>(then), new TreeMap<>(now));
    }

    @Test
    void theOneThatIsThereWasMeant() {
        Map<String, String> then = Map.of(ABOVE, "1");
        assertEquals(Map.of(ABOVE, "1"), renamed(then, Map.of(ABOVE, "2")));
        assertEquals(Map.of(BELOW, "1"), renamed(then, Map.of(BELOW, "2")));
        assertEquals(Map.of(ABOVE, "1"), renamed(then, Map.of()), "Gone");
    }

    @Test
    void theHiddenOneIsTakenToHaveBeenAsItIs() {
        Map<String, String> both = Map.of(ABOVE, "1", BELOW, "2");
        assertEquals(both, renamed(Map.of(ABOVE, "1"), both));
        assertEquals(Map.of(ABOVE, "0", BELOW, "2"), renamed(Map.of(ABOVE, "0"), both));
        assertEquals(Map.of(BELOW, "2"), renamed(Map.of(ABOVE, "2"), both), "It was the other that came");
        assertEquals(Map.of(), renamed(Map.of(), both), "Both came");
    }

    @Test
    void whatWasNoScriptIsForgotten() {
        assertEquals(
                Map.of("plugin tiny", "1.0", "script init.groovy.d/a.groovy", "1"),
                renamed(Map.of("script notes.txt", "1", "script a.groovy", "1", "plugin tiny", "1.0"), Map.of()));
    }
}
