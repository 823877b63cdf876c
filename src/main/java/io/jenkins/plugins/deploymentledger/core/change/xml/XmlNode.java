package io.jenkins.plugins.deploymentledger.core.change.xml;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One element of a configuration: immutable.
 *
 * @param tag its name, as written
 * @param attributes by name
 * @param children the elements in it, in their order
 * @param text of an element without children, all its text; of one with children, the text between them, stripped
 */
public record XmlNode(
        @NonNull String tag,
        @NonNull SortedMap<String, String> attributes,
        @NonNull List<XmlNode> children,
        @NonNull String text) {

    public XmlNode {
        attributes =
                attributes.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        children = List.copyOf(children);
    }

    /** Whether it has no elements in it. */
    public boolean isLeaf() {
        return children.isEmpty();
    }

    /** How many elements this is, itself included. */
    public int size() {
        int size = 1;
        for (XmlNode child : children) {
            size += child.size();
        }
        return size;
    }
}
