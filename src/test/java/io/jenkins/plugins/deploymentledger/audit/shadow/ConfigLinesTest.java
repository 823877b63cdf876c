package io.jenkins.plugins.deploymentledger.audit.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.change.xml.UnreadableXmlException;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlDocuments;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines by which the trail knows which objects in a file changed. */
class ConfigLinesTest {

    private static XmlNode read(String xml) throws UnreadableXmlException {
        return new XmlDocuments(8 << 20, 100, 100_000).read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<ConfigChange> between(String before, String after) throws UnreadableXmlException {
        return ConfigLines.between(read(before), read(after)).changes();
    }

    private static ConfigChange line(String path, String before, String after) {
        return new ConfigChange(path, before, after);
    }

    @Test
    void eachLineIsToldOnceWithWhatItWas() throws Exception {
        assertEquals(
                List.of(
                        line("/a/@class", "x", "y"),
                        line("/a/@gone", "1", null),
                        line("/a/b", "one", "two"),
                        line("/a/@come", null, "2"),
                        line("/a/d", null, "3")),
                between(
                        "<a class='x' gone='1'><b>one</b><c/></a>",
                        "<a class='y' come='2'><b>two</b><c/><d>3</d></a>"));
        assertEquals(List.of(), between("<a b='c'><d>e</d></a>", "<a b='c'><d>e</d></a>"));
    }

    @Test
    void elementsOfAListAreKnownByTheirNames() throws Exception {
        String first = "<v><name>first</name><w>1</w></v>";
        String second = "<v><name>second</name><w>2</w></v>";
        assertEquals(
                List.of(
                        line("/a/v[second]", null, ""),
                        line("/a/v[second]/name", null, "second"),
                        line("/a/v[second]/w", null, "2")),
                between("<a>" + first + "</a>", "<a>" + second + first + "</a>"));
        assertEquals(
                List.of(line("/a/v[second]/w", "2", "3")),
                between("<a>" + first + second + "</a>", "<a>" + first + second.replace("2", "3") + "</a>"));
    }

    @Test
    void aPermissionIsKnownByItself() throws Exception {
        assertEquals(
                List.of(
                        line("/a/permission[USER:Read:bob]", "USER:Read:bob", null),
                        line("/a/permission[USER:Read:eve]", null, "USER:Read:eve")),
                between(
                        "<a><permission>USER:Read:ann</permission><permission>USER:Read:bob</permission></a>",
                        "<a><permission>USER:Read:eve</permission><permission>USER:Read:ann</permission></a>"));
    }

    @Test
    void elementsWithoutANameAreKnownByTheirPlace() throws Exception {
        assertEquals(
                List.of(line("/a/s[2]", "two", "other")),
                between("<a><s>one</s><s>two</s></a>", "<a><s>one</s><s>other</s></a>"));
        assertEquals(
                List.of(line("/a/v[n]#2/w", "2", "3")),
                between(
                        "<a><v><name>n</name><w>1</w></v><v><name>n</name><w>2</w></v></a>",
                        "<a><v><name>n</name><w>1</w></v><v><name>n</name><w>3</w></v></a>"));
    }

    /** A map of what has a name, as that of the domains of credentials. */
    @Test
    void anEntryOfAMapIsKnownByItsKey() throws Exception {
        String global = "<entry><domain/><list><c><id>one</id></c></list></entry>";
        String first = "<entry><domain><name>first</name></domain><list><c><id>two</id></c></list></entry>";
        String second = first.replace("first", "second").replace("two", "three");
        assertEquals(
                List.of(
                        "/m/entry[first]",
                        "/m/entry[first]/domain[first]",
                        "/m/entry[first]/domain[first]/name",
                        "/m/entry[first]/list",
                        "/m/entry[first]/list/c[two]",
                        "/m/entry[first]/list/c[two]/id"),
                paths("<m>" + global + "</m>", "<m>" + global + first + "</m>"));
        assertEquals(
                List.of(
                        "/m/entry[first]",
                        "/m/entry[first]/domain[first]",
                        "/m/entry[first]/domain[first]/name",
                        "/m/entry[first]/list",
                        "/m/entry[first]/list/c[two]",
                        "/m/entry[first]/list/c[two]/id"),
                paths("<m>" + global + first + second + "</m>", "<m>" + global + second + "</m>"));
        assertEquals(
                List.of("/m/entry[a]/int"),
                paths(
                        "<m><entry><string>b</string><int>1</int></entry><entry><string>a</string><int>1</int></entry></m>",
                        "<m><entry><string>b</string><int>1</int></entry><entry><string>a</string><int>2</int></entry></m>"));
    }

    @Test
    void theFirstOfAListStaysWhatItIsWhenAnotherComes() throws Exception {
        assertEquals(
                List.of(line("/a/s[2]", null, "two")), between("<a><s>one</s></a>", "<a><s>one</s><s>two</s></a>"));
    }

    private static List<String> paths(String before, String after) throws UnreadableXmlException {
        return between(before, after).stream().map(ConfigChange::path).toList();
    }

    @Test
    void versionsOfPluginsAreNoChange() throws Exception {
        assertEquals(List.of(), between("<a plugin='git@1'><b/></a>", "<a plugin='git@2'><b/></a>"));
    }

    @Test
    void ofAnotherDocumentEverythingIsToldAndOfANewOneToo() throws Exception {
        assertEquals(List.of(line("/a", "1", null), line("/b", null, "2")), between("<a>1</a>", "<b>2</b>"));
        assertEquals(
                List.of(line("/a/@b", null, "c"), line("/a", null, ""), line("/a/d", null, "e")),
                ConfigLines.between(null, read("<a b='c'><d>e</d></a>")).changes());
    }

    /** Nobody waits for all of it, and nobody hides a permission in it. */
    @Test
    void ofVeryManyLinesThoseThatWeighMost() throws UnreadableXmlException {
        String lines = "<v><name>%s</name></v>";
        StringBuilder before = new StringBuilder("<a>");
        StringBuilder after = new StringBuilder("<a>");
        for (int i = 0; i < 3 * ConfigLines.MAX_LINES; i++) {
            before.append(lines.formatted("before" + i));
            after.append(lines.formatted("after" + i));
        }
        String property = "<hudson.security.AuthorizationMatrixProperty><permission>USER:hudson.model.Item.Build:eve"
                + "</permission></hudson.security.AuthorizationMatrixProperty></a>";
        ConfigDifference difference = ConfigLines.between(read(before + "</a>"), read(after + property));
        assertTrue(difference.cut());
        assertEquals(
                List.of(
                        "/a/hudson.security.AuthorizationMatrixProperty",
                        "/a/hudson.security.AuthorizationMatrixProperty/permission[USER:hudson.model.Item.Build:eve]"),
                difference.changes().stream().map(ConfigChange::path).toList());
    }
}
