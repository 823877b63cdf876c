package io.jenkins.plugins.deploymentledger.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.change.secret.Decryption;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator reads of a change of a configuration file. */
class ConfigComparisonTest {

    private static final Fingerprint FINGERPRINT =
            new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8));
    private static final ConfigComparison COMPARISON = new ConfigComparison(new Redactor(FINGERPRINT, Decryption.NONE));

    private static final String JOB = """
            <?xml version='1.1' encoding='UTF-8'?>
            <project plugin="x@1.2">
              <description>one</description>
              <properties>
                <hudson.model.ParametersDefinitionProperty>
                  <parameterDefinitions>
                    <hudson.model.StringParameterDefinition>
                      <name>TARGET</name>
                      <defaultValue>test</defaultValue>
                    </hudson.model.StringParameterDefinition>
                    <hudson.model.StringParameterDefinition>
                      <name>API_TOKEN</name>
                      <defaultValue>abc</defaultValue>
                    </hudson.model.StringParameterDefinition>
                  </parameterDefinitions>
                </hudson.model.ParametersDefinitionProperty>
              </properties>
              <builders>
                <hudson.tasks.Shell>
                  <command>make</command>
                </hudson.tasks.Shell>
                <hudson.tasks.Shell>
                  <command>first
            second
            password=hunter2
            fourth</command>
                </hudson.tasks.Shell>
              </builders>
            </project>
            """;

    @Test
    void aValueThatChanged() {
        assertEquals("changed /project/description text: one -> two", told(JOB, JOB.replace(">one<", ">two<")));
    }

    @Test
    void aParameterIsKnownByItsName() {
        assertEquals(
                "changed /project/properties/hudson.model.ParametersDefinitionProperty/parameterDefinitions/"
                        + "hudson.model.StringParameterDefinition[name=TARGET]/defaultValue text: test -> production",
                told(JOB, JOB.replace(">test<", ">production<")));
    }

    @Test
    void aParameterWhoseNameSaysSecretIsFingerprinted() {
        String path = "changed /project/properties/hudson.model.ParametersDefinitionProperty/parameterDefinitions/"
                + "hudson.model.StringParameterDefinition[name=API_TOKEN]/defaultValue text: ";
        assertEquals(
                path + FINGERPRINT.marker("abc") + " -> " + FINGERPRINT.marker("abd"),
                told(JOB, JOB.replace(">abc<", ">abd<")));
    }

    @Test
    void anInsertionInTheMiddleIsOneInsertion() {
        String inserted = JOB.replaceFirst(
                "(?s)(<hudson.tasks.Shell>)(.*?make)", "$1<command>before</command></hudson.tasks.Shell>$1$2");
        assertEquals(
                "added /project/builders/hudson.tasks.Shell[1] element: null -> <hudson.tasks.Shell>\n"
                        + "  <command>before</command>\n</hudson.tasks.Shell>\n",
                told(JOB, inserted));
        assertEquals(
                "removed /project/builders/hudson.tasks.Shell[1] element: <hudson.tasks.Shell>\n"
                        + "  <command>before</command>\n</hudson.tasks.Shell>\n -> null",
                told(inserted, JOB));
    }

    @Test
    void ofAScriptOnlyTheLinesThatChanged() {
        Difference difference = compare(JOB, JOB.replace("second", "2nd").replace("hunter2", "hunter3"));
        assertEquals(1, difference.size());
        Change change = difference.changes().get(0);
        assertEquals("/project/builders/hudson.tasks.Shell[2]/command", change.path());
        assertNull(change.before());
        assertEquals(
                List.of(
                        "@@ -1,4 +1,4 @@",
                        " first",
                        "-second",
                        "-password=" + FINGERPRINT.marker("hunter2"),
                        "+2nd",
                        "+password=" + FINGERPRINT.marker("hunter3"),
                        " fourth"),
                change.lines());
    }

    @Test
    void ofVeryLongTextsOnlyWhereTheyDifferAndTheirDigests() {
        String before = "first\n" + "before\n".repeat(400_000) + "last";
        String after = "first\n" + "after\n".repeat(400_001) + "last";
        Difference difference = compare(text(before), text(after));
        assertEquals(1, difference.size());
        Change change = difference.changes().get(0);
        assertEquals("/a/command", change.path());
        assertEquals(Change.Form.DOCUMENT, change.form());
        assertTrue(
                change.before()
                        .matches("400002 lines, of which 400000 from line 2 on are different, SHA-256 [0-9a-f]{64}"),
                change.before());
        assertTrue(
                change.after()
                        .matches("400003 lines, of which 400001 from line 2 on are different, SHA-256 [0-9a-f]{64}"),
                change.after());
        assertTrue(difference.note().startsWith("More than 50000 lines are different"), difference.note());
    }

    @Test
    void oneLineOfAVeryLongTextIsTold() {
        String before = "line\n".repeat(400_000) + "before\n" + "line\n".repeat(400_000);
        Difference difference = compare(text(before), text(before.replace("before", "after")));
        assertEquals(
                List.of("@@ -399999,5 +399999,5 @@", " line", " line", "-before", "+after", " line", " line"),
                difference.changes().get(0).lines());
        assertEquals("", difference.note());
    }

    /** Each text by itself is short enough, but not all of them together. */
    @Test
    void manyLongTextsAreNoMoreWorkThanOne() {
        StringBuilder before = new StringBuilder("<a>");
        for (int i = 0; i < 10; i++) {
            before.append("<s.S><command>").append("before\n".repeat(5_000)).append("</command></s.S>");
        }
        String old = before.append("</a>").toString();
        Difference difference = compare(old, old.replace("before", "after"));
        assertEquals(10, difference.size());
        assertEquals(
                5,
                difference.changes().stream()
                        .filter(change -> change.form() == Change.Form.LINES)
                        .count());
    }

    private static String text(String text) {
        return "<a><command>" + text + "</command></a>";
    }

    @Test
    void whatIsOnlyNoise() {
        assertTrue(compare(JOB, JOB).isEmpty());
        assertTrue(compare(JOB, JOB.replace("@1.2", "@1.3")).isEmpty(), "version of a plugin");
        assertTrue(compare(JOB, JOB.replaceAll("(?m)^ +<", "<")).isEmpty(), "layout");
        assertTrue(
                compare(JOB, JOB.replace("</project>", "<!-- hello --></project>"))
                        .isEmpty(),
                "comment");
        assertTrue(compare(JOB, JOB.replace("second\n", "second&#xd;\n")).isEmpty(), "line end");
        assertTrue(compare("<a><b>1</b><c>2</c></a>", "<a><c>2</c><b>1</b></a>").isEmpty(), "order of fields");
        assertTrue(compare(
                        "<a><p><permission>x:1</permission><permission>y:2</permission></p></a>",
                        "<a><p><permission>y:2</permission><permission>x:1</permission></p></a>")
                .isEmpty());
        assertTrue(
                compare("<a><b x='1' y='2'/></a>", "<a><b y='2' x='1'></b></a>").isEmpty());
        assertTrue(compare(
                        "<a><set><string>b</string><string>a</string></set></a>",
                        "<a><set><string>a</string><string>b</string></set></a>")
                .isEmpty());
    }

    @Test
    void versionsOfPluginsCanBeToldAndRecognised() {
        ConfigComparison all =
                new ConfigComparison(new Redactor(FINGERPRINT, Decryption.NONE), Limits.DEFAULT, Noise.NONE);
        Difference difference = all.compare(bytes(JOB), bytes(JOB.replace("@1.2", "@1.3")));
        assertEquals("changed /project/@plugin text: x@1.2 -> x@1.3", told(difference));
        assertTrue(difference.changes().get(0).isPluginVersion());
        assertFalse(all.compare(bytes(JOB), bytes(JOB.replace("x@1.2", "y@1.2")))
                .changes()
                .get(0)
                .isPluginVersion());
        ConfigComparison without = new ConfigComparison(
                new Redactor(FINGERPRINT, Decryption.NONE), Limits.DEFAULT, new Noise(true, Set.of("description")));
        assertTrue(without.compare(bytes(JOB), bytes(JOB.replace(">one<", ">two<")))
                .isEmpty());
    }

    @Test
    void environmentVariablesAreKnownByTheirKeys() {
        String variables = """
                <slave><envVars serialization="custom"><unserializable-parents/><tree-map>
                  <default><comparator class="hudson.util.CaseInsensitiveComparator"/></default>
                  <int>2</int><string>DB_PASSWORD</string><string>hunter2</string><string>HOME</string><string>/a</string>
                </tree-map></envVars></slave>
                """;
        assertEquals(
                "changed /slave/envVars/tree-map/entry[key=HOME] text: /a -> /b",
                told(variables, variables.replace("/a<", "/b<")));
        assertEquals(
                "changed /slave/envVars/tree-map/entry[key=DB_PASSWORD] text: " + FINGERPRINT.marker("hunter2") + " -> "
                        + FINGERPRINT.marker("hunter3"),
                told(variables, variables.replace("hunter2", "hunter3")));
        assertEquals(
                "added /slave/envVars/tree-map/entry[key=NEW] text: null -> 1",
                told(
                        variables,
                        variables
                                .replace("<int>2", "<int>3")
                                .replace("/a</string>", "/a</string><string>NEW</string><string>1</string>")));
    }

    @Test
    void aChangedOrderOfAListIsOneChange() {
        String list = "<a><x><v><name>one</name></v><v><name>two</name></v><v><name>three</name></v></x></a>";
        String other = "<a><x><v><name>two</name></v><v><name>three</name></v><v><name>one</name></v></x></a>";
        assertEquals(
                "changed /a/x order: v[name=one]\nv[name=two]\nv[name=three] -> v[name=two]\nv[name=three]\nv[name=one]",
                told(list, other));
    }

    @Test
    void aRenamedElementIsNoOther() {
        String one = "<a><x.V><name>one</name><p>1</p><q>2</q></x.V><x.V><name>two</name><p>3</p><q>4</q></x.V></a>";
        assertEquals("changed /a/x.V[name=1st]/name text: one -> 1st", told(one, one.replace("one", "1st")));
    }

    @Test
    void documentsThatComeAndGo() {
        String added = told(null, "<a><password>x</password></a>");
        assertEquals(
                "added /a element: null -> <a>\n  <password>" + FINGERPRINT.marker("x") + "</password>\n</a>\n", added);
        assertTrue(told("<a/>", null).startsWith("removed /a text:"));
        assertTrue(COMPARISON.compare(null, null).isEmpty());
    }

    @Test
    void encryptedValuesAreComparedByTheirPlainText() {
        ConfigComparison decrypting = new ConfigComparison(new Redactor(
                FINGERPRINT,
                value -> value.contains("AAAAQ1") || value.contains("AAAAQ2")
                        ? Optional.of("same")
                        : Optional.of("other")));
        String form = "<a><apiToken>{AQAAABAAAAAQ%dMyJxgdUzTS1oEyJVDs3HUSXGCdRA8=}</apiToken></a>";
        assertTrue(decrypting
                .compare(bytes(form.formatted(1)), bytes(form.formatted(2)))
                .isEmpty());
        assertEquals(
                "changed /a/apiToken text: " + FINGERPRINT.marker("same") + " -> " + FINGERPRINT.marker("other"),
                told(decrypting.compare(bytes(form.formatted(1)), bytes(form.formatted(3)))));
        assertFalse(COMPARISON
                .compare(bytes(form.formatted(1)), bytes(form.formatted(2)))
                .isEmpty());
    }

    @Test
    void controlCharactersOfXml11AreRead() {
        assertEquals(
                "changed /a text: x\u0001 -> y\u0001",
                told("<?xml version='1.1'?><a>x&#x1;</a>", "<?xml version='1.1'?><a>y&#x1;</a>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a>",
                "no xml",
                "<a/><b/>",
                "<a>&x;</a>",
                "\u0000",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<a b='1' b='2'/>"
            })
    void whatIsNoXmlIsToldByItsFingerprint(String broken) {
        Difference difference = compare("<a/>", broken);
        assertEquals(Change.Form.DOCUMENT, difference.changes().get(0).form());
        assertTrue(
                difference.note().startsWith("The document after the change is not well-formed XML"),
                difference.note());
        assertTrue(difference.changes().get(0).after().matches("\\d+ bytes, fingerprint [0-9a-f]{12}"));
        assertTrue(compare(broken, broken).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><p><name>COLOR</name><value>plain-4711</value></p></a>",
                "<a><p key='COLOR'><value>plain-4711</value></p></a>",
                "<a><value>plain-4711</value></a>",
                "<a><command>echo plain-4711</command></a>",
                "<a><command>echo plain-4711</command><password>another-0815</password></a>"
            })
    void whatBecomesASecretIsOneThoughItIsAsItWas(String before) {
        String after = before.replace("COLOR", "API_TOKEN")
                .replace("<a><value>", "<a><name>API_TOKEN</name><value>")
                .replace("</command>", "</command><password>plain-4711</password>");
        ConfigState then = COMPARISON.redact(before.getBytes(StandardCharsets.UTF_8));
        byte[] now = after.getBytes(StandardCharsets.UTF_8);
        String kept = new String(COMPARISON.redact(now, then).bytes(), StandardCharsets.UTF_8);
        assertFalse(kept.contains("plain-4711"), kept);
        assertEquals(new String(COMPARISON.redacted(now), StandardCharsets.UTF_8), kept);
    }

    /** One comparison reads document after document, each as if it were the first. */
    @Test
    void whatWasReadBeforeMakesNoDifference() {
        List<String> documents = List.of(
                JOB,
                "<?xml version='1.1' encoding='UTF-8'?><a>&#x1b;</a>",
                "<?xml version='1.0' encoding='UTF-8'?><a b='c'>d</a>",
                "<a><b></a>",
                "<!DOCTYPE a><a/>",
                "<?xml version='1.0' encoding='ISO-8859-1'?><a>e</a>",
                "<?xml version='1.0'?><a>" + "<b>x</b>".repeat(100_000) + "</a>",
                "");
        ConfigComparison used = new ConfigComparison(new Redactor(FINGERPRINT, Decryption.NONE));
        for (int round = 0; round < 4; round++) {
            for (String document : documents) {
                byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
                ConfigComparison fresh = new ConfigComparison(new Redactor(FINGERPRINT, Decryption.NONE));
                assertEquals(
                        new String(fresh.redacted(bytes), StandardCharsets.UTF_8),
                        new String(used.redacted(bytes), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void whatIsTooLargeIsToldByItsFingerprint() {
        ConfigComparison small = new ConfigComparison(
                new Redactor(FINGERPRINT, Decryption.NONE), new Limits(100, 5, 10, 2, 10, 3, 100), Noise.NONE);
        Difference large = small.compare(null, bytes("<a>" + "x".repeat(100) + "</a>"));
        assertTrue(large.note().contains("too large to compare (107 bytes; the limit is 100)"), large.note());
        assertTrue(small.compare(null, bytes("<a>".repeat(6) + "</a>".repeat(6)))
                .note()
                .contains("deeper than 5"));
        assertTrue(small.compare(null, bytes("<a>" + "<b/>".repeat(10) + "</a>"))
                .note()
                .contains("more than 10 elements"));
        assertThrows(IllegalArgumentException.class, () -> new Limits(1, 501, 1, 1, 1, 1, 1));
    }

    @Test
    void whatIsTooMuchIsCounted() {
        ConfigComparison small = new ConfigComparison(
                new Redactor(FINGERPRINT, Decryption.NONE), new Limits(1000, 5, 10, 2, 10, 3, 100), Noise.NONE);
        Difference difference = small.compare(
                bytes("<a><b>1</b><c>2</c><d>3</d></a>"), bytes("<a><b>I am far too long</b><c>4</c><d>5</d></a>"));
        assertEquals(2, difference.changes().size());
        assertEquals(1, difference.more());
        assertEquals(
                "I am far t… and 7 more characters", difference.changes().get(0).after());
        Difference lines = small.compare(bytes("<a>1</a>"), bytes("<a>1\n2\n3\n4\n5</a>"));
        assertEquals("@ and 3 more lines", lines.changes().get(0).lines().get(3));
    }

    @Test
    void credentialsShowWhoTheyAreAndNothingElse() {
        String credentials = """
                <com.cloudbees.plugins.credentials.SystemCredentialsProvider plugin="credentials@1">
                  <domainCredentialsMap class="hudson.util.CopyOnWriteMap$Hash"><entry>
                    <com.cloudbees.plugins.credentials.domains.Domain><specifications/></com.cloudbees.plugins.credentials.domains.Domain>
                    <java.util.concurrent.CopyOnWriteArrayList>
                      <com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>
                        <scope>GLOBAL</scope><id>deploy</id><description>The one</description><username>bob</username>
                        <password>hunter2</password><usernameSecret>false</usernameSecret>
                      </com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>
                    </java.util.concurrent.CopyOnWriteArrayList>
                  </entry></domainCredentialsMap>
                </com.cloudbees.plugins.credentials.SystemCredentialsProvider>
                """;
        String kept = new String(COMPARISON.redacted(bytes(credentials)), StandardCharsets.UTF_8);
        assertFalse(kept.contains("hunter2"), kept);
        for (String visible : List.of("GLOBAL", "deploy", "The one", "bob", "false")) {
            assertTrue(kept.contains(">" + visible + "<"), kept);
        }
    }

    @Test
    void aSecretRepeatedElsewhereIsFoundThere() {
        String text = "<a><password>Tr0ub4dor</password><description>it is Tr0ub4dor, VHIwdWI0ZG9y</description></a>";
        String kept = new String(COMPARISON.redacted(bytes(text)), StandardCharsets.UTF_8);
        assertFalse(kept.contains("Tr0ub4dor") || kept.contains("VHIwdWI0ZG9y"), kept);
    }

    @Test
    void aRedactedCopyComparesAsTheOriginal() {
        String after = JOB.replace(">test<", ">prod<").replace("hunter2", "hunter3");
        assertEquals(compare(JOB, after), COMPARISON.compare(COMPARISON.redacted(bytes(JOB)), bytes(after)));
        assertTrue(
                COMPARISON.compare(COMPARISON.redacted(bytes(JOB)), bytes(JOB)).isEmpty());
        byte[] broken = COMPARISON.redacted(bytes("<a>"));
        assertTrue(COMPARISON.compare(broken, bytes("<a>")).isEmpty());
        assertFalse(COMPARISON.compare(broken, bytes("<b>")).isEmpty());
    }

    @Test
    void jsonIsCanonicalAndReadBack() throws IOException {
        Difference difference = compare(JOB, JOB.replace("second", "2nd").replace(">one<", ">é\"<"));
        String json = DifferenceJson.write(difference);
        assertTrue(
                json.startsWith(
                        "{\"changes\":[{\"path\":\"/project/description\",\"kind\":\"changed\",\"form\":\"text\","
                                + "\"before\":\"one\",\"after\":\"é\\\"\"},{\"path\""),
                json);
        assertEquals(difference, DifferenceJson.read(json));
        assertEquals("{\"changes\":[]}", DifferenceJson.write(Difference.NONE));
        assertEquals(Difference.NONE, DifferenceJson.read("{\"changes\":[],\"later\":1}"));
        for (String wrong :
                List.of("", "null", "[]", "{\"changes\":[{\"kind\":\"eaten\"}]}", "{} {}", "{\"changes\":[{}]}")) {
            assertThrows(IOException.class, () -> DifferenceJson.read(wrong), wrong);
        }
        assertNotEquals(json, DifferenceJson.write(Difference.NONE));
    }

    private static Difference compare(String before, String after) {
        return COMPARISON.compare(bytes(before), bytes(after));
    }

    private static String told(String before, String after) {
        return told(compare(before, after));
    }

    private static String told(Difference difference) {
        StringBuilder told = new StringBuilder();
        for (Change change : difference.changes()) {
            told.append(told.isEmpty() ? "" : "\n--\n");
            told.append(change.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .append(' ')
                    .append(change.path())
                    .append(' ');
            told.append(change.form().name().toLowerCase(java.util.Locale.ROOT)).append(": ");
            told.append(change.before()).append(" -> ").append(change.after());
        }
        return told.toString();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
