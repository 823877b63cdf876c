package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Gives equal elements equal numbers, so that comparing two trees is comparing numbers.
 *
 * <p>Equal means equal in all that counts: the order of what is in an element counts only where it may matter. No digest
 * is involved, so that nobody can craft two elements that pass for one.
 */
final class Numbering {

    private static final int EXPECTED = 1024;

    /** Texts are numbered first, so that the keys below consist of numbers only. */
    private final Map<String, Integer> texts = new HashMap<>(EXPECTED);

    private final Map<Key, Integer> elements = new HashMap<>(EXPECTED);
    private final Map<XmlNode, Integer> numbers = new IdentityHashMap<>();

    /** An element by the numbers of its parts. */
    private static final class Key implements Comparable<Key> {
        private final int[] parts;

        Key(int[] parts) {
            this.parts = parts;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(parts, key.parts);
        }

        @Override
        public int compareTo(Key other) {
            return Arrays.compare(parts, other.parts);
        }
    }

    /** The number of an element; those of what is in it are then known too. */
    int of(XmlNode node) {
        Integer known = numbers.get(node);
        if (known != null) {
            return known;
        }
        int attributes = node.attributes().size();
        int count = node.children().size();
        int[] parts = new int[3 + 2 * attributes + count];
        parts[0] = text(node.tag());
        parts[1] = text(node.text());
        int at = 2;
        if (attributes > 0) {
            for (Map.Entry<String, String> attribute : node.attributes().entrySet()) {
                parts[at++] = text(attribute.getKey());
                parts[at++] = text(attribute.getValue());
            }
        }
        // So that no attribute can pass for a child.
        parts[at++] = -1;
        for (int i = 0; i < count; i++) {
            parts[at + i] = of(node.children().get(i));
        }
        if (count > 1 && Siblings.isUnordered(node)) {
            Arrays.sort(parts, at, at + count);
        }
        int number = elements.computeIfAbsent(new Key(parts), key -> elements.size());
        numbers.put(node, number);
        return number;
    }

    /** The number of a text. */
    int text(String text) {
        return texts.computeIfAbsent(text, t -> texts.size());
    }
}
