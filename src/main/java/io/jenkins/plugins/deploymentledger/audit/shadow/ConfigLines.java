package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.util.xml.XMLUtils;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads a configuration file, of which the secrets were taken out, as lines of a path and a value.
 *
 * <p>This is what tells which objects in a file changed; how they changed is told by
 * {@link io.jenkins.plugins.deploymentledger.core.change.ConfigComparison}.
 *
 * <p>An element of a list is named in the path by its id, its name or its key, so that a change of one does not look like a
 * change of all that follow.
 */
final class ConfigLines {

    private static final int MAX_LINES = 100_000;
    private static final int MAX_DEPTH = 200;
    private static final List<String> NAMES = List.of("id", "uuid", "name", "key", "variable");

    private final Map<String, String> lines = new LinkedHashMap<>();

    /** The lines of a document; of one that is no XML one line alone, with its length. */
    @NonNull
    static Map<String, String> of(@NonNull byte[] content) {
        ConfigLines reading = new ConfigLines();
        try {
            Document document = XMLUtils.parse(new StringReader(new String(content, StandardCharsets.UTF_8)));
            reading.element("/" + document.getDocumentElement().getTagName(), document.getDocumentElement(), 0);
        } catch (SAXException | IOException e) {
            reading.lines.clear();
            reading.lines.put("/", content.length + " bytes, hash " + Arrays.hashCode(content));
        }
        return reading.lines;
    }

    private void element(String path, Element element, int depth) {
        if (lines.size() >= MAX_LINES || depth > MAX_DEPTH) {
            return;
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            // The version of the plugin that wrote the element changes with every update of that plugin.
            if (!attribute.getName().equals("plugin")) {
                lines.put(path + "/@" + attribute.getName(), attribute.getValue());
            }
        }
        List<Element> children = children(element);
        if (children.isEmpty()) {
            lines.put(path, element.getTextContent());
            return;
        }
        lines.put(path, "");
        Map<String, Integer> seen = new HashMap<>();
        for (Element child : children) {
            String tag = child.getTagName();
            String step = path + "/" + tag;
            String name = nameOf(child);
            int count = seen.merge(step + name, 1, Integer::sum);
            String place = name.isEmpty() && !repeated(children, tag)
                    ? step
                    : step + "[" + (name.isEmpty() ? count : name) + "]";
            element(lines.containsKey(place) ? place + "#" + count : place, child, depth + 1);
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element one) {
                children.add(one);
            }
        }
        return children;
    }

    private static boolean repeated(List<Element> children, String tag) {
        return children.stream().filter(child -> child.getTagName().equals(tag)).count() > 1;
    }

    /** What an element of a list is called, if it says so itself; empty if not. */
    private static String nameOf(Element element) {
        for (String name : NAMES) {
            for (Element child : children(element)) {
                if (child.getTagName().equals(name) && children(child).isEmpty()) {
                    return child.getTextContent();
                }
            }
        }
        return "";
    }
}
