package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.secret.SecretNames;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * Reads a configuration file as lines of a path and a value, without its secrets.
 *
 * <p>An element of a list is named in the path by its id, its name or its key, so that a change of one does not look like a
 * change of all that follow.
 */
final class ConfigLines {

    private static final int MAX_LINES = 100_000;
    private static final int MAX_DEPTH = 200;
    private static final List<String> NAMES = List.of("id", "uuid", "name", "key", "variable");

    private final Redactor redactor;
    private final Map<String, String> lines = new LinkedHashMap<>();

    private ConfigLines(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The lines of a document; of one that is no XML one line alone, with a fingerprint. */
    @NonNull
    static Map<String, String> of(@NonNull byte[] content, @NonNull Redactor redactor) {
        ConfigLines reading = new ConfigLines(redactor);
        try {
            Document document = XMLUtils.parse(new StringReader(new String(content, StandardCharsets.UTF_8)));
            reading.element("/" + document.getDocumentElement().getTagName(), document.getDocumentElement(), false, 0);
        } catch (SAXException | IOException e) {
            reading.lines.clear();
            reading.lines.put("/", content.length + " bytes, " + redactor.fingerprint(content));
        }
        return reading.lines;
    }

    private void element(String path, Element element, boolean secret, int depth) {
        if (lines.size() >= MAX_LINES || depth > MAX_DEPTH) {
            return;
        }
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            // The version of the plugin that wrote the element changes with every update of that plugin.
            if (!attribute.getName().equals("plugin")) {
                put(path + "/@" + attribute.getName(), attribute.getName(), attribute.getValue(), secret);
            }
        }
        List<Element> children = children(element);
        if (children.isEmpty()) {
            put(path, element.getTagName(), element.getTextContent(), secret);
            return;
        }
        put(path, "", "", false);
        boolean named = namesSecret(children);
        Map<String, Integer> seen = new HashMap<>();
        String before = "";
        for (Element child : children) {
            String tag = child.getTagName();
            String step = path + "/" + tag;
            String name = nameOf(child);
            int count = seen.merge(step + name, 1, Integer::sum);
            String place = name.isEmpty() && !repeated(children, tag) ? step : step + "[" + (name.isEmpty() ? count : name) + "]";
            boolean ofSecret = secret || named && SecretNames.saysValue(tag) || SecretNames.saysSecret(before);
            element(lines.containsKey(place) ? place + "#" + count : place, child, ofSecret, depth + 1);
            // In a map of strings each value follows its key.
            before = tag.equals("string") && children(child).isEmpty() ? child.getTextContent() : "";
        }
    }

    private void put(String path, String name, String value, boolean secret) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        lines.put(path, secret ? redactor.secret(value) : redactor.named(simple, value));
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
    private String nameOf(Element element) {
        for (String name : NAMES) {
            for (Element child : children(element)) {
                if (child.getTagName().equals(name) && children(child).isEmpty()) {
                    return redactor.text(child.getTextContent());
                }
            }
        }
        return "";
    }

    private static boolean namesSecret(List<Element> children) {
        return children.stream()
                .filter(child -> NAMES.contains(child.getTagName()))
                .anyMatch(child -> SecretNames.saysSecret(child.getTextContent()));
    }
}
