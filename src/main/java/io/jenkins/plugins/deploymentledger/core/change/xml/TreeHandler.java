package io.jenkins.plugins.deploymentledger.core.change.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Builds the tree from what the parser reports. Used once. */
final class TreeHandler extends DefaultHandler {

    /** An element whose end has not come yet. */
    private static final class Open {
        final String tag;
        final SortedMap<String, String> attributes = new TreeMap<>();
        final List<XmlNode> children = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        Open(String tag) {
            this.tag = tag;
        }
    }

    /** Browsers send forms with other line ends than editors write. */
    private static final Pattern LINE_ENDS = Pattern.compile("\r+\n");

    private final int maxDepth;
    private final int maxElements;
    private final Deque<Open> open = new ArrayDeque<>();
    private int elements;
    private XmlNode root;

    TreeHandler(int maxDepth, int maxElements) {
        this.maxDepth = maxDepth;
        this.maxElements = maxElements;
    }

    XmlNode root() throws UnreadableXmlException {
        if (root == null) {
            throw new UnreadableXmlException("has no element");
        }
        return root;
    }

    @Override
    public void startElement(String uri, String localName, String tag, Attributes attributes) throws SAXException {
        if (open.size() >= maxDepth) {
            throw new BeyondBoundsException("has elements in each other deeper than " + maxDepth);
        }
        if (++elements > maxElements) {
            throw new BeyondBoundsException("has more than " + maxElements + " elements");
        }
        Open element = new Open(tag);
        for (int i = 0; i < attributes.getLength(); i++) {
            element.attributes.put(attributes.getQName(i), attributes.getValue(i));
        }
        open.push(element);
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        Open element = open.peek();
        if (element != null) {
            element.text.append(chars, start, length);
        }
    }

    @Override
    public void endElement(String uri, String localName, String tag) {
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

    @Override
    public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
        throw new BeyondBoundsException("refers to another document");
    }

    @Override
    public void error(SAXParseException e) {
        // Of validity only, which nobody asked for.
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw e;
    }
}
