package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.xml.UnreadableXmlException;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlDocuments;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.List;
import java.util.TreeMap;

/**
 * One state of a configuration file: a tree, or why there is none.
 *
 * <p>What cannot be read is kept as an element that tells its size and its fingerprint, so that it too can be written
 * down and compared later.
 *
 * @param root null if there was no document
 * @param problem why the document could not be read; null if it could, or there was none
 */
record Document(XmlNode root, String problem) {

    static final Document ABSENT = new Document(null, null);

    private static final String UNREADABLE = "deployment-ledger-unreadable";

    static Document read(XmlDocuments documents, Redactor redactor, byte[] bytes) {
        if (bytes == null) {
            return ABSENT;
        }
        try {
            XmlNode root = documents.read(bytes);
            boolean unreadable = root.tag().equals(UNREADABLE);
            return new Document(root, unreadable ? root.attributes().getOrDefault("problem", "is unreadable") : null);
        } catch (UnreadableXmlException e) {
            return unread(bytes.length, redactor.fingerprint(bytes), String.valueOf(e.getMessage()));
        }
    }

    /** What stands for a document that was not read. */
    static Document unread(long bytes, String fingerprint, String problem) {
        TreeMap<String, String> attributes = new TreeMap<>();
        attributes.put("problem", problem);
        attributes.put("bytes", String.valueOf(bytes));
        attributes.put("fingerprint", fingerprint);
        return new Document(new XmlNode(UNREADABLE, attributes, List.of(), ""), problem);
    }

    boolean isReadable() {
        return problem == null;
    }

    /** Its size and fingerprint, if it could not be read. */
    String summary() {
        return root.attributes().getOrDefault("bytes", "?") + " bytes, fingerprint "
                + root.attributes().getOrDefault("fingerprint", "?");
    }
}
