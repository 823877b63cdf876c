package io.jenkins.plugins.deploymentledger.core.change.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives the entries of maps their keys as an attribute, so that they can be told apart.
 *
 * <p>XStream writes an entry as an element of two, {@code <entry><string>KEY</string><string>VALUE</string></entry>}, and
 * the map of environment variables as a plain row, {@code <int>1</int><string>KEY</string><string>VALUE</string>}, of
 * which some plugins leave out the number. All become {@code <entry key="KEY">VALUE</entry>}.
 */
final class MapEntries {

    private static final String ENTRY = "entry";
    private static final String MAP = "map";
    private static final String TREE_MAP = "tree-map";
    private static final String DEFAULT = "default";
    private static final String STRING = "string";
    private static final String KEY = "key";

    private MapEntries() {}

    static XmlNode named(XmlNode node) {
        if (node.tag().equals(ENTRY)
                && node.attributes().isEmpty()
                && node.children().size() == 2) {
            XmlNode key = node.children().get(0);
            XmlNode value = node.children().get(1);
            return isPlain(key) ? entry(key.text(), value) : node;
        }
        return node.tag().endsWith(MAP) && !node.isLeaf() ? row(node) : node;
    }

    /** {@code default?, int, (key, value)*}, the form of java.util.TreeMap's own serialization; also texts alone, without the number. */
    private static XmlNode row(XmlNode map) {
        List<XmlNode> children = map.children();
        int first = children.get(0).tag().equals(DEFAULT) ? 1 : 0;
        if (isRowOfTexts(children, first)) {
            return pairs(map, first, first);
        }
        if (!map.tag().equals(TREE_MAP)) {
            return map;
        }
        int count = 0;
        while (count < children.size() && !children.get(count).tag().equals("int")) {
            count++;
        }
        if (count > 1 || count >= children.size() || (children.size() - count) % 2 == 0) {
            return map;
        }
        return pairs(map, count, count + 1);
    }

    private static boolean isRowOfTexts(List<XmlNode> children, int first) {
        boolean texts = children.size() > first && (children.size() - first) % 2 == 0;
        for (int i = first; i < children.size() && texts; i++) {
            texts = children.get(i).tag().equals(STRING) && isPlain(children.get(i));
        }
        return texts;
    }

    /** The map with what it has before {@code kept} as it is, and pairs from {@code start} on; as it is if a key is no text. */
    private static XmlNode pairs(XmlNode map, int kept, int start) {
        List<XmlNode> children = map.children();
        List<XmlNode> named = new ArrayList<>(children.subList(0, kept));
        for (int i = start; i < children.size(); i += 2) {
            if (!isPlain(children.get(i))) {
                return map;
            }
            named.add(entry(children.get(i).text(), children.get(i + 1)));
        }
        return new XmlNode(map.tag(), map.attributes(), named, map.text());
    }

    private static XmlNode entry(String key, XmlNode value) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put(KEY, key);
        boolean plain = isPlain(value) && value.tag().equals(STRING);
        return plain
                ? new XmlNode(ENTRY, attributes, List.of(), value.text())
                : new XmlNode(ENTRY, attributes, List.of(value), "");
    }

    private static boolean isPlain(XmlNode node) {
        return node.isLeaf() && node.attributes().isEmpty();
    }
}
