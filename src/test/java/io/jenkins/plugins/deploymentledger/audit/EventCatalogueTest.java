package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event and every category has its text, in both languages, and no text is left over. */
class EventCatalogueTest {

    @ParameterizedTest
    @ValueSource(strings = {"Messages.properties", "Messages_fr.properties"})
    void everyEventHasItsText(String file) throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Event event : Event.values()) {
            expected.add("event." + event.type().name());
            expected.add("category." + event.type().category().name());
            assertEquals(
                    event.name().toLowerCase(Locale.ROOT), event.type().name().replace('.', '_'));
        }
        Properties texts = new Properties();
        try (InputStream in = Event.class.getResourceAsStream(file)) {
            assertNotNull(in);
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
        }
        assertEquals(expected, new TreeSet<>(texts.stringPropertyNames()));
        texts.values().forEach(text -> assertFalse(text.toString().isBlank()));
    }
}
