package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.List;
import java.util.Set;

/**
 * What an element of a list is known by, besides its name.
 *
 * @param by the attribute or element it is taken from
 * @param value the id, name or key itself
 */
record Identity(String by, String value) {

    private static final List<String> ATTRIBUTES = List.of("id", "name", "key");
    private static final List<String> CHILDREN = List.of("id", "name", "key", "uuid");
    private static final int MAX_VALUE = 200;
    private static final int MAX_LABEL = 80;

    /** Elements whose children have no order, or one that says nothing. */
    private static final Set<String> UNORDERED = Set.of("properties", "map", "set", "entrySet", "keySet");

    /** The identity of an element; null if it has none. */
    static Identity of(XmlNode node, boolean inSet) {
        if (!node.attributes().isEmpty()) {
            for (String name : ATTRIBUTES) {
                String value = node.attributes().get(name);
                if (isIdentity(value)) {
                    return new Identity(name, value);
                }
            }
        }
        Identity best = null;
        for (XmlNode child : node.children()) {
            int rank = CHILDREN.indexOf(child.tag());
            boolean better = rank >= 0 && (best == null || rank < CHILDREN.indexOf(best.by()));
            if (better && child.isLeaf() && isIdentity(child.text())) {
                best = new Identity(child.tag(), child.text());
            }
        }
        if (best == null && inSet && node.isLeaf() && isIdentity(node.text())) {
            return new Identity("text()", node.text());
        }
        return best;
    }

    /** Whether the order of what is in this element says nothing. */
    static boolean isUnordered(XmlNode parent) {
        String type = parent.attributes().getOrDefault("class", parent.tag());
        return UNORDERED.contains(parent.tag()) || isCollection(type) || isCollection(parent.tag());
    }

    /** Whether elements of this name are never in an order that matters. */
    static boolean isUnorderedItem(XmlNode node) {
        return node.tag().equals("permission") || node.tag().equals("entry");
    }

    private static boolean isCollection(String type) {
        return type.endsWith("Map") || type.endsWith("Set") || type.endsWith("-map") || type.endsWith("-set");
    }

    private static boolean isIdentity(String value) {
        return value != null && !value.isBlank() && value.length() <= MAX_VALUE;
    }

    /** As it stands in paths, such as {@code [name=agent-1]}. */
    String label() {
        StringBuilder plain = new StringBuilder();
        Limits.cut(value, MAX_LABEL).codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return '[' + by + '=' + plain + ']';
    }
}
