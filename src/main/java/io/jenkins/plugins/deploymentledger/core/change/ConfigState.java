package io.jenkins.plugins.deploymentledger.core.change;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One state of a configuration without its secrets: read once, to be kept, compared and looked at.
 *
 * <p>Immutable, and safe for use by several threads.
 */
public final class ConfigState {

    private final Document document;

    /** Made when they are asked for: who only compares needs none. */
    private final AtomicReference<byte[]> bytes;

    private ConfigState(Document document, @CheckForNull byte[] bytes) {
        this.document = document;
        this.bytes = new AtomicReference<>(bytes);
    }

    /** A document that holds no secrets any more. */
    static ConfigState of(Document redacted) {
        return new ConfigState(redacted, null);
    }

    /** A document as it was kept. */
    static ConfigState of(Document kept, byte[] bytes) {
        return new ConfigState(kept, bytes.clone());
    }

    Document document() {
        return document;
    }

    /** What may be kept of it: an XML document in UTF-8, the same for equal configurations. */
    @NonNull
    public byte[] bytes() {
        return text().clone();
    }

    private byte[] text() {
        byte[] known = bytes.get();
        if (known == null) {
            known = XmlText.document(document.root()).getBytes(StandardCharsets.UTF_8);
            bytes.set(known);
        }
        return known;
    }

    /** How many bytes may be kept of it. */
    public int size() {
        return text().length;
    }

    /** Its tree; of a document that could not be read an element that tells its size and fingerprint. */
    @NonNull
    public XmlNode root() {
        return document.root();
    }

    /** Whether the document could be read; if not, only its size and fingerprint are known. */
    public boolean isReadable() {
        return document.isReadable();
    }

    /** Whether another says the same. */
    public boolean isSame(@CheckForNull ConfigState other) {
        return other != null && document.root().equals(other.document.root());
    }
}
