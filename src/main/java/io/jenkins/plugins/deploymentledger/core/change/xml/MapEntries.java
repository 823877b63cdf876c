package io.jenkins.plugins.deploymentledger.core.change.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives the entries of maps their keys as an attribute, so that they can be told apart.
 *
 * <p>XStream writes an entry as an element of two, {@code <entry><string>KEY</string><string>VALUE</string></entry>}, and
 * the map of environment variables as a plain row, {@code <int>1</int><string>KEY</string><string>VALUE</string>}. Both
 * become {@code <entry key="KEY">VALUE</entry>}.
 */
final class MapEntries {

    private static final String ENTRY = "entry";
    private static final String TREE_MAP = "tree-map";
    private static final String KEY = "key";

    private MapEntries() {}

    static XmlNode named(XmlNode node) {
        if (node.tag().equals(ENTRY) && node.attributes().isEmpty() && node.children().size() == 2) {
            XmlNode key = node.children().get(0);
            XmlNode value = node.children().get(1);
            return isPlain(key) ? entry(key.text(), value) : node;
        }
        if (node.tag().equals(TREE_MAP)) {
            return treeMap(node);
        }
        return node;
    }

    /** {@code default?, int, (key, value)*}, the form of java.util.TreeMap's own serialization. */
    private static XmlNode treeMap(XmlNode map) {
        List<XmlNode> children = map.children();
        int count = 0;
        while (count < children.size() && !children.get(count).tag().equals("int")) {
            count++;
        }
        if (count > 1 || count >= children.size() || (children.size() - count) % 2 == 0) {
            return map;
        }
        List<XmlNode> named = new ArrayList<>(children.subList(0, count));
        for (int i = count + 1; i < children.size(); i += 2) {
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
        boolean plain = isPlain(value) && value.tag().equals("string");
        return plain
                ? new XmlNode(ENTRY, attributes, List.of(), value.text())
                : new XmlNode(ENTRY, attributes, List.of(value), "");
    }

    private static boolean isPlain(XmlNode node) {
        return node.isLeaf() && node.attributes().isEmpty();
    }
}
