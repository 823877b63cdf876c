package io.jenkins.plugins.deploymentledger.core.change.xml;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Parses configuration files within bounds: XML 1.0 and 1.1, no document type, no external entities, no network.
 *
 * <p>Safe for use by several threads.
 */
public final class XmlDocuments {

    /** After so many bytes a parser is used no more. */
    private static final long MAX_READ = 16 << 20;

    private final int maxBytes;
    private final int maxDepth;
    private final int maxElements;

    /** A parser that nobody uses now: to make one takes longer than to read a usual configuration. */
    private final AtomicReference<Parser> spare = new AtomicReference<>();

    /** A parser, and how many bytes it has read: it keeps every name that it ever read. */
    private record Parser(SAXParser sax, long bytes) {}

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
        TreeHandler handler = new TreeHandler(maxDepth, maxElements);
        try {
            Parser former = spare.getAndSet(null);
            Parser parser = former == null ? new Parser(parser(), 0) : former;
            parser.sax().parse(new ByteArrayInputStream(document), handler);
            parser.sax().reset();
            long bytes = parser.bytes() + document.length;
            spare.set(bytes > MAX_READ ? null : new Parser(parser.sax(), bytes));
        } catch (BeyondBoundsException e) {
            throw new UnreadableXmlException(e.getMessage(), e);
        } catch (SAXParseException e) {
            throw new UnreadableXmlException(
                    "is not well-formed XML (line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ")", e);
        } catch (SAXException | IOException e) {
            throw new UnreadableXmlException("is not well-formed XML", e);
        }
        return handler.root();
    }

    private static SAXParser parser() throws SAXException {
        try {
            // The platform's own, whatever parser a library brings along.
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setXIncludeAware(false);
            factory.setNamespaceAware(false);
            return factory.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The Java platform's XML parser does not know its own features.", e);
        }
    }
}
