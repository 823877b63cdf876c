package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An entry has one form in bytes, and that form says all of it. */
class EntryCodecTest {

    private static final String CANONICAL = "{\"after\":\"" + "0".repeat(64) + "\",\"at\":7,"
            + "\"blobs\":[{\"name\":\"diff\",\"sha256\":\"" + "ab".repeat(32) + "\",\"size\":12}],"
            + "\"by\":{\"id\":\"alice\",\"name\":\"Alice Ünal\"},"
            + "\"details\":{\"a\":\"line\\nbreak\",\"b\":\"\\u001f\u2028\"},"
            + "\"effective\":{\"id\":\"SYSTEM\",\"name\":\"\"},\"event\":\"user.delete\","
            + "\"from\":{\"chain\":[\"192.0.2.1\",\"2001:db8::1\"],\"client\":\"192.0.2.1\",\"verified\":true},"
            + "\"outcome\":\"denied\",\"recorded\":\"2026-11-24T09:00:01.005Z\","
            + "\"target\":{\"id\":\"bob\",\"kind\":\"user\",\"name\":\"Bob \uD83D\uDE00\"},"
            + "\"time\":\"2026-11-24T09:00:00.000Z\",\"v\":1}";

    private static AuditEntry example() {
        AuditEvent event = AuditEvent.of(EventType.of("user.delete"))
                .at(Instant.parse("2026-11-24T09:00:00Z"))
                .by("alice", "Alice Ünal")
                .runningAs("SYSTEM", "")
                .on("user", "bob", "Bob \uD83D\uDE00")
                .from(new Addresses("192.0.2.1", List.of("192.0.2.1", "2001:db8::1"), true))
                .outcome(Outcome.DENIED)
                .detail("b", "\u001f\u2028")
                .detail("a", "line\nbreak")
                .blob(new BlobReference("diff", "ab".repeat(32), 12))
                .build();
        return new AuditEntry(7, AuditEntry.NOTHING_BEFORE, Instant.parse("2026-11-24T09:00:01.005999Z"), event);
    }

    @Test
    void theFormIsThatOfRfc8785() {
        assertEquals(CANONICAL, new String(EntryCodec.encode(example()), UTF_8));
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        assertEquals(example(), EntryCodec.decode(CANONICAL.getBytes(UTF_8)));
    }

    @Test
    void anyTextSurvives() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            AuditEvent event = AuditEvent.of(EventType.of("x.y"))
                    .at(Instant.ofEpochMilli(random.nextLong(0, 253_402_300_799_999L)))
                    .by(text(random), text(random))
                    .on(text(random), text(random), text(random))
                    .detail(text(random), text(random))
                    .detail(text(random), text(random))
                    .build();
            AuditEntry entry = new AuditEntry(random.nextLong(Long.MAX_VALUE), "f".repeat(64), event.time(), event);
            byte[] json = EntryCodec.encode(entry);
            assertEquals(entry, EntryCodec.decode(json), "seed " + seed);
            assertArrayEquals(json, EntryCodec.encode(EntryCodec.decode(json)), "seed " + seed);
            assertTrue(json.length <= EntryCodec.encode(event).maxLength(), "seed " + seed);
        }
    }

    /** Chars of every kind, unpaired surrogates among them. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    @Test
    void anUnpairedSurrogateBecomesTheReplacementCharacter() {
        assertEquals("a\uFFFDb", new Identity("a\uD800b", "").id());
    }

    @Test
    void aNewerSchemaIsNamed() {
        byte[] newer = CANONICAL.replace("\"v\":1}", "\"v\":2}").getBytes(UTF_8);
        EntryFormatException e = assertThrows(EntryFormatException.class, () -> EntryCodec.decode(newer));
        assertTrue(e.getMessage().contains("version 2"), e.getMessage());
    }

    @Test
    void whatIsNoEntryIsRefused() {
        for (String bad : List.of(
                "",
                "{}",
                "null",
                CANONICAL + " 1",
                CANONICAL.replace("\"at\":7", "\"at\":-7"),
                CANONICAL.replace("\"at\":7", "\"at\":7.5"),
                CANONICAL.replace("\"at\":7", "\"at\":70000000000000000000"),
                CANONICAL.replace("\"outcome\":\"denied\"", "\"outcome\":\"maybe\""),
                CANONICAL.replace("user.delete", "User Delete"),
                CANONICAL.replace("2026-11-24T09:00:00.000Z", "yesterday"),
                CANONICAL.replace("\"v\":1", "\"v\":1,\"w\":2"),
                CANONICAL.replace("\"b\":", "\"a\":"))) {
            assertThrows(EntryFormatException.class, () -> EntryCodec.decode(bad.getBytes(UTF_8)), bad);
        }
    }

    @Test
    void eventTypesHaveACategory() {
        assertEquals("user", EventType.of("user.password.changed").category().name());
        for (String bad :
                List.of("", "user", "user.", ".delete", "User.delete", "user delete", "a." + "b".repeat(99))) {
            assertThrows(IllegalArgumentException.class, () -> EventType.of(bad), bad);
        }
    }
}
