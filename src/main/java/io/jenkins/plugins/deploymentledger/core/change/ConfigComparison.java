package io.jenkins.plugins.deploymentledger.core.change;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlDocuments;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.time.Instant;
import java.util.Arrays;

/**
 * Compares two states of a configuration file and tells what changed, without its secrets.
 *
 * <p>White space between elements, the order of fields and of maps, comments and versions of plugins are no change. A
 * secret counts as changed if its plain text did. Never throws, whatever the documents hold: of one that cannot be read,
 * only size and fingerprint are told. Immutable, and safe for use by several threads.
 */
public final class ConfigComparison {

    private final Redactor redactor;
    private final Limits limits;
    private final Noise noise;
    private final XmlDocuments documents;

    /** Compares within the {@linkplain Limits#DEFAULT usual limits}, leaving out versions of plugins. */
    public ConfigComparison(@NonNull Redactor redactor) {
        this(redactor, Limits.DEFAULT, Noise.PLUGIN_VERSIONS);
    }

    /**
     * @param redactor replaces the secrets; must be the same for all states of a file
     * @param limits how much is compared and told
     * @param noise what is left out
     */
    public ConfigComparison(@NonNull Redactor redactor, @NonNull Limits limits, @NonNull Noise noise) {
        this.redactor = redactor;
        this.limits = limits;
        this.noise = noise;
        this.documents = new XmlDocuments(limits.maxBytes(), limits.maxDepth(), limits.maxElements());
    }

    /**
     * What changed.
     *
     * @param before the file's bytes, or what {@link #redacted} made of them; null if there was none
     * @param after the same for the later state; null if there is none any more
     */
    @NonNull
    public Difference compare(@CheckForNull byte[] before, @CheckForNull byte[] after) {
        if (Arrays.equals(before, after)) {
            return Difference.NONE;
        }
        Document old = Document.read(documents, redactor, before);
        Document now = Document.read(documents, redactor, after);
        if (!old.isReadable() || !now.isReadable()) {
            return unreadable(old, now);
        }
        Redactor knowing = DocumentSecrets.knowing(redactor, old, now);
        return new TreeComparison(limits).compare(tree(knowing, old), tree(knowing, now));
    }

    /**
     * What changed between two states; does not look for secrets again, which is most of the work.
     *
     * @param before null if there was none
     * @param after null if there is none any more
     */
    @NonNull
    public Difference compareStates(@CheckForNull ConfigState before, @CheckForNull ConfigState after) {
        if (after == null ? before == null : after.isSame(before)) {
            return Difference.NONE;
        }
        Document old = before == null ? Document.ABSENT : before.document();
        Document now = after == null ? Document.ABSENT : after.document();
        if (!old.isReadable() || !now.isReadable()) {
            return unreadable(old, now);
        }
        return new TreeComparison(limits).compare(seen(old), seen(now));
    }

    /** A state without its secrets, of the file's bytes. */
    @NonNull
    public ConfigState redact(@NonNull byte[] document) {
        return redact(document, null);
    }

    /**
     * The same, where the state before is known: what is as it was need not be looked at for secrets again.
     *
     * @param before a state made by this comparison, or kept of one; null if there is none
     */
    @NonNull
    public ConfigState redact(@NonNull byte[] document, @CheckForNull ConfigState before) {
        Document read = Document.read(documents, redactor, document);
        if (!read.isReadable()) {
            return ConfigState.of(read);
        }
        XmlNode former = before != null && before.document().isReadable() ? before.root() : null;
        Redactor knowing = former == null
                ? DocumentSecrets.knowing(redactor, read)
                : DocumentSecrets.knowing(redactor, read, former);
        // One that knows secrets of this document may find them in what is as it was.
        XmlNode redacted = former != null && knowing == redactor
                ? ConfigRedaction.redacted(knowing, read.root(), former)
                : ConfigRedaction.redacted(knowing, read.root());
        return ConfigState.of(new Document(redacted, null));
    }

    /**
     * The state of a document that is too long to be read: another is the same if its length and its fingerprint are.
     *
     * @param bytes how long it is
     * @param digest a digest of all of it
     * @param problem why it is not read, as the end of an English sentence
     */
    @NonNull
    public ConfigState unread(long bytes, @NonNull byte[] digest, @NonNull String problem) {
        return ConfigState.of(Document.unread(bytes, redactor.fingerprint(digest), problem));
    }

    /**
     * The state of a document of which nothing is known but how long it is: another is the same only if it was written at the same time.
     *
     * @param bytes how long it is
     * @param written when it was written
     * @param problem why no more is known, as the end of an English sentence
     */
    @NonNull
    public ConfigState unknown(long bytes, @NonNull Instant written, @NonNull String problem) {
        return ConfigState.of(Document.unread(bytes, "unknown, written " + written, problem));
    }

    /** Whether two documents, as they are with their secrets, can both be read and do not say the same. */
    public boolean differ(@NonNull byte[] one, @NonNull byte[] other) {
        Document first = Document.read(documents, redactor, one);
        Document second = Document.read(documents, redactor, other);
        return first.isReadable() && second.isReadable() && !first.root().equals(second.root());
    }

    /** A state of which {@link ConfigState#bytes()} were kept. */
    @NonNull
    public ConfigState kept(@NonNull byte[] bytes) {
        return ConfigState.of(Document.read(documents, redactor, bytes), bytes);
    }

    private XmlNode seen(Document document) {
        XmlNode root = document.root();
        return root == null ? null : noise.leftOut(root);
    }

    /**
     * A copy of a state that may be kept: without secrets, and as good as the original to compare with a later one.
     *
     * @param document the file's bytes
     * @return an XML document in UTF-8, the same for equal configurations
     */
    @NonNull
    public byte[] redacted(@NonNull byte[] document) {
        return redact(document).bytes();
    }

    private XmlNode tree(Redactor knowing, Document document) {
        XmlNode root = document.root();
        return root == null ? null : noise.leftOut(ConfigRedaction.redacted(knowing, root));
    }

    private Difference unreadable(Document before, Document after) {
        Changes changes = new Changes(limits);
        String old = summary(before);
        String now = summary(after);
        if (before.root() == null) {
            changes.added("/", Change.Form.DOCUMENT, now);
        } else if (after.root() == null) {
            changes.removed("/", Change.Form.DOCUMENT, old);
        } else if (old.equals(now)) {
            return Difference.NONE;
        } else {
            changes.changed("/", Change.Form.DOCUMENT, old, now);
        }
        return changes.toDifference((problem("before", before) + ' ' + problem("after", after)).strip());
    }

    private static String problem(String when, Document document) {
        return document.isReadable()
                ? ""
                : "The document " + when + " the change " + document.problem()
                        + "; only sizes and fingerprints were compared.";
    }

    private static String summary(Document document) {
        if (document.root() == null) {
            return "";
        }
        return document.isReadable() ? "a readable document" : document.summary();
    }
}
