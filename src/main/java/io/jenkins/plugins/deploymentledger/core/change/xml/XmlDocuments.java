package io.jenkins.plugins.deploymentledger.core.change.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayInputStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parses configuration files within bounds: XML 1.0 and 1.1, no document type, no external entities, no network.
 *
 * <p>By Woodstox, whatever parser a library brings along: it takes a third of the time of the platform's, and a request waits for it.
 * Safe for use by several threads.
 */
public final class XmlDocuments {

    private static final XMLInputFactory PARSERS = parsers();

    private final int maxBytes;
    private final int maxDepth;
    private final int maxElements;

    /**
     * @param maxBytes the longest document that is read
     * @param maxDepth how deep elements may lie in each other
     * @param maxElements how many elements there may be
     */
    public XmlDocuments(int maxBytes, int maxDepth, int maxElements) {
        this.maxBytes = maxBytes;
        this.maxDepth = maxDepth;
        this.maxElements = maxElements;
    }

    /**
     * Reads one document.
     *
     * @param document its bytes; it says its encoding itself, UTF-8 if it does not
     * @throws UnreadableXmlException if it is not well-formed, has a document type, or is beyond the bounds
     */
    @NonNull
    public XmlNode read(@NonNull byte[] document) throws UnreadableXmlException {
        if (document.length > maxBytes) {
            throw new UnreadableXmlException(
                    "is too large to compare (" + document.length + " bytes; the limit is " + maxBytes + ")");
        }
        try {
            return tree(PARSERS.createXMLStreamReader(new ByteArrayInputStream(document)));
        } catch (XMLStreamException e) {
            Location where = e.getLocation();
            String place = where == null
                    ? ""
                    : " (line " + where.getLineNumber() + ", column " + where.getColumnNumber() + ")";
            throw new UnreadableXmlException("is not well-formed XML" + place, e);
        }
    }

    private XmlNode tree(XMLStreamReader parser) throws XMLStreamException, UnreadableXmlException {
        TreeBuilder tree = new TreeBuilder(maxDepth, maxElements);
        while (parser.hasNext()) {
            switch (parser.next()) {
                case XMLStreamReader.START_ELEMENT -> tree.start(parser);
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    tree.text(parser.getTextCharacters(), parser.getTextStart(), parser.getTextLength());
                case XMLStreamReader.END_ELEMENT -> tree.end();
                case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE ->
                    throw new UnreadableXmlException(
                            "is not well-formed XML as Jenkins writes it: it has a document type, or an entity of its own");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        parser.close();
        return tree.root();
    }

    private static XMLInputFactory parsers() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // What is wrong with a text is found when it is come to, rather than when it is looked at.
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        // The bounds are those of this class; within so many bytes nothing else grows long.
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Integer.MAX_VALUE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, Integer.MAX_VALUE);
        return factory;
    }
}
