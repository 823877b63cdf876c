package io.jenkins.plugins.deploymentledger.core.change;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.change.secret.Decryption;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.xml.UnreadableXmlException;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlDocuments;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold of every difference, whatever the documents. Seeds are told where something fails. */
class ConfigComparisonPropertyTest {

    private static final Redactor REDACTOR =
            new Redactor(new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8)), Decryption.NONE);
    /** The full campaign is run with -Dcampaign.shrink=1. */
    private static final int SHRINK = Integer.getInteger("campaign.shrink", 4);

    private static final Limits GENEROUS = new Limits(1 << 20, 100, 100_000, 10_000, 1 << 20, 10_000, 100_000);
    private static final ConfigComparison COMPARISON = new ConfigComparison(REDACTOR, GENEROUS, Noise.NONE);
    private static final XmlDocuments DOCUMENTS = new XmlDocuments(1 << 20, 100, 100_000);

    @Test
    void whatTheDifferenceSaysTurnsBeforeIntoAfter() throws Exception {
        for (long seed = 0; seed < 4000 / SHRINK; seed++) {
            RandomTree trees = new RandomTree(new SplittableRandom(seed));
            XmlNode before = trees.root();
            XmlNode after = before;
            for (int edits = (int) (seed % 6); edits > 0; edits--) {
                after = trees.edited(after);
            }
            Difference difference = COMPARISON.compare(document(before), document(after));
            Map<String, Integer> values = new TreeMap<>();
            count(values, "/root", read(before), 1);
            for (Change change : difference.changes()) {
                apply(values, change);
            }
            Map<String, Integer> expected = new TreeMap<>();
            count(expected, "/root", read(after), 1);
            values.values().removeIf(n -> n == 0);
            assertEquals(expected, values, "seed " + seed + ": " + difference);
            assertTrue(seed % 6 != 0 || difference.isEmpty(), "seed " + seed);
        }
    }

    @Test
    void aCopyWithoutSecretsIsAsGoodAsTheOriginal() throws IOException {
        for (long seed = 0; seed < 1500 / SHRINK; seed++) {
            RandomTree trees = new RandomTree(new SplittableRandom(seed));
            XmlNode before = trees.root();
            XmlNode after = trees.edited(trees.edited(before));
            byte[] kept = COMPARISON.redacted(document(before));
            Difference difference = COMPARISON.compare(document(before), document(after));
            assertEquals(difference, COMPARISON.compare(kept, document(after)), "seed " + seed);
            assertArrayEquals(kept, COMPARISON.redacted(kept), "seed " + seed);
            ConfigState state = COMPARISON.redact(document(before));
            assertEquals(state.root(), COMPARISON.kept(kept).root(), "seed " + seed);
            assertTrue(COMPARISON.compareStates(COMPARISON.kept(kept), state).isEmpty(), "seed " + seed);
            assertEquals(difference, DifferenceJson.read(DifferenceJson.write(difference)), "seed " + seed);
        }
    }

    @Test
    void whoKnowsTheStateBeforeComesToTheSame() {
        for (long seed = 0; seed < 3000 / SHRINK; seed++) {
            RandomTree trees = new RandomTree(new SplittableRandom(seed));
            XmlNode before = trees.root();
            XmlNode after = before;
            for (int edits = (int) (seed % 4); edits > 0; edits--) {
                after = trees.edited(after);
            }
            ConfigState then = COMPARISON.redact(document(before));
            ConfigState now = COMPARISON.redact(document(after));
            ConfigState knowing = COMPARISON.redact(document(after), then);
            assertEquals(now.root(), knowing.root(), "seed " + seed);
            assertArrayEquals(now.bytes(), knowing.bytes(), "seed " + seed);
            assertEquals(
                    COMPARISON.compare(document(before), document(after)),
                    COMPARISON.compareStates(then, knowing),
                    "seed " + seed);
        }
    }

    @Test
    void oneInsertionIsOneChange() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> items = new ArrayList<>();
            for (int i = 0; i < random.nextInt(2, 40); i++) {
                items.add("<x.Step><command>step " + i + "</command><mode>" + random.nextInt(3) + "</mode></x.Step>");
            }
            List<String> more = new ArrayList<>(items);
            more.add(random.nextInt(items.size() + 1), "<x.Step><command>inserted</command><mode>1</mode></x.Step>");
            String before = "<a><steps>" + String.join("", items) + "</steps></a>";
            String after = "<a><steps>" + String.join("", more) + "</steps></a>";
            Difference added = COMPARISON.compare(bytes(before), bytes(after));
            assertEquals(1, added.size(), "seed " + seed);
            assertEquals(Change.Kind.ADDED, added.changes().get(0).kind(), "seed " + seed);
            assertEquals(
                    Change.Kind.REMOVED,
                    COMPARISON
                            .compare(bytes(after), bytes(before))
                            .changes()
                            .get(0)
                            .kind(),
                    "seed " + seed);
        }
    }

    @Test
    void theLinesOfADifferenceTurnOneTextIntoTheOther() {
        for (long seed = 0; seed < 5000 / SHRINK; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String before = lines(random);
            String after = random.nextBoolean() ? lines(random) : before.replace("1", "2\n3");
            List<String> difference = new LineDifference(before, after).told(new Numbering(), 10_000);
            assertEquals(
                    after, patched(before, difference), "seed " + seed + ": " + before + " -> " + after + difference);
        }
    }

    @Test
    void neverThrowsOnAnyBytes() {
        byte[] valid = bytes("<?xml version='1.1' encoding='UTF-8'?><a b='c'><password>{AQAAABAAAAAQ}</password>"
                + "<!-- x --><entry><string>k</string><string>v</string></entry><tree-map><int>1</int></tree-map></a>");
        for (long seed = 0; seed < 5000 / SHRINK; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = Arrays.copyOf(valid, random.nextInt(valid.length + 1));
            for (int i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (seed % 5 == 0) {
                random.nextBytes(bytes);
            }
            Difference difference = COMPARISON.compare(valid, bytes);
            assertEquals(Arrays.equals(valid, bytes), difference.isEmpty() && Arrays.equals(valid, bytes));
            COMPARISON.compare(bytes, null);
            COMPARISON.compare(COMPARISON.redacted(bytes), valid);
        }
    }

    @Test
    @Timeout(300)
    void listsThatHaveNothingInCommonAreCompared() {
        StringBuilder before = new StringBuilder("<a><l>");
        StringBuilder after = new StringBuilder("<a><l>");
        for (int i = 0; i < 20_000; i++) {
            before.append("<s>").append(i).append("</s>");
            after.append("<s>").append((i * 7919L + 13) % 20_011).append("</s>");
        }
        Difference difference =
                new ConfigComparison(REDACTOR).compare(bytes(before + "</l></a>"), bytes(after + "</l></a>"));
        assertFalse(difference.isEmpty());
        assertTrue(difference.changes().size() <= Limits.DEFAULT.maxChanges() && difference.more() > 0);
    }

    private static void apply(Map<String, Integer> values, Change change) throws UnreadableXmlException {
        String path = change.path().replaceAll("\\[[^\\]]*]", "");
        switch (change.form()) {
            case TEXT -> {
                String place = path.contains("/@") || path.endsWith("text()") ? path : path + "/text()";
                add(values, place, change.before(), -1);
                add(values, place, change.after(), 1);
            }
            case ELEMENT -> {
                if (change.before() != null) {
                    count(values, path, DOCUMENTS.read(bytes(change.before())), -1);
                }
                if (change.after() != null) {
                    count(values, path, DOCUMENTS.read(bytes(change.after())), 1);
                }
            }
            case ORDER ->
                assertEquals(
                        Arrays.stream(change.before().split("\n")).sorted().toList(),
                        Arrays.stream(change.after().split("\n")).sorted().toList());
            default -> throw new AssertionError(change);
        }
    }

    private static void count(Map<String, Integer> values, String path, XmlNode node, int times) {
        add(values, path + "/text()", node.text(), times);
        node.attributes().forEach((name, value) -> add(values, path + "/@" + name, value, times));
        for (XmlNode child : node.children()) {
            count(values, path + "/" + child.tag(), child, times);
        }
    }

    private static void add(Map<String, Integer> values, String place, String value, int times) {
        if (value != null) {
            values.merge(place + " = " + value, times, Integer::sum);
        }
    }

    private static String lines(SplittableRandom random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            lines.add(String.valueOf(random.nextInt(6)));
        }
        return String.join("\n", lines);
    }

    /** Applies a unified difference as patch(1) would. */
    private static String patched(String before, List<String> difference) {
        String[] old = before.split("\n", -1);
        List<String> now = new ArrayList<>();
        int at = 0;
        for (String line : difference) {
            switch (line.charAt(0)) {
                case '@' -> {
                    String[] range = line.substring(4, line.indexOf(' ', 4)).split(",");
                    int start = Integer.parseInt(range[0]) - (range[1].equals("0") ? 0 : 1);
                    while (at < start) {
                        now.add(old[at++]);
                    }
                    String[] then = line.substring(line.indexOf('+') + 1, line.lastIndexOf(' '))
                            .split(",");
                    assertEquals(now.size(), Integer.parseInt(then[0]) - (then[1].equals("0") ? 0 : 1), line);
                }
                case '+' -> now.add(line.substring(1));
                default -> {
                    assertEquals(old[at++], line.substring(1));
                    if (line.charAt(0) == ' ') {
                        now.add(line.substring(1));
                    }
                }
            }
        }
        while (at < old.length) {
            now.add(old[at++]);
        }
        return String.join("\n", now);
    }

    private static XmlNode read(XmlNode node) throws UnreadableXmlException {
        return DOCUMENTS.read(document(node));
    }

    private static byte[] document(XmlNode node) {
        return bytes(XmlText.document(node));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
