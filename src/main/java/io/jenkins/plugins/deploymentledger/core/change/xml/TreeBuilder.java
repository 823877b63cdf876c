package io.jenkins.plugins.deploymentledger.core.change.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;

/** Builds the tree of what a parser comes to. Used once. */
final class TreeBuilder {

    /** An element whose end has not come yet. */
    private static final class Open {
        final String tag;
        final SortedMap<String, String> attributes;
        final List<XmlNode> children = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        Open(String tag, SortedMap<String, String> attributes) {
            this.tag = tag;
            this.attributes = attributes;
        }
    }

    /** Browsers send forms with other line ends than editors write. */
    private static final Pattern LINE_ENDS = Pattern.compile("\r+\n");

    private final int maxDepth;
    private final int maxElements;
    private final Deque<Open> open = new ArrayDeque<>();
    private int elements;
    private XmlNode root;

    TreeBuilder(int maxDepth, int maxElements) {
        this.maxDepth = maxDepth;
        this.maxElements = maxElements;
    }

    XmlNode root() throws UnreadableXmlException {
        if (root == null) {
            throw new UnreadableXmlException("has no element");
        }
        return root;
    }

    /** An element begins, at which the parser is. */
    void start(XMLStreamReader parser) throws UnreadableXmlException {
        if (open.size() >= maxDepth) {
            throw new UnreadableXmlException("has elements in each other deeper than " + maxDepth);
        }
        if (++elements > maxElements) {
            throw new UnreadableXmlException("has more than " + maxElements + " elements");
        }
        open.push(new Open(parser.getLocalName(), attributes(parser)));
    }

    private static SortedMap<String, String> attributes(XMLStreamReader parser) {
        int count = parser.getAttributeCount();
        if (count == 0) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(parser.getAttributeLocalName(i), parser.getAttributeValue(i));
        }
        return attributes;
    }

    /** A text, or a part of one. */
    void text(char[] chars, int start, int length) {
        Open element = open.peek();
        if (element != null) {
            element.text.append(chars, start, length);
        }
    }

    /** The last element that began ends. */
    void end() {
        Open element = open.pop();
        String text = element.text.toString();
        // White space alone is layout, except in a value that was typed in on one line.
        if (!element.children.isEmpty() || text.isBlank() && text.indexOf('\n') >= 0) {
            text = text.strip();
        }
        XmlNode node = MapEntries.named(new XmlNode(
                element.tag,
                element.attributes,
                element.children,
                text.indexOf('\r') < 0 ? text : LINE_ENDS.matcher(text).replaceAll("\n")));
        if (open.isEmpty()) {
            root = node;
        } else {
            open.peek().children.add(node);
        }
    }
}
