package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.secret.SecretNames;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes the secrets out of one configuration: by the names of elements and attributes, by the names that stand beside
 * values, and by what texts look like.
 *
 * <p>Everything below an element whose name says secret is secret, but for what only describes it, such as an id. Of an
 * element with a class for its name, such as {@code hudson.model.PasswordParameterDefinition}, only the value is.
 */
final class ConfigRedaction {

    /** What is known of an element from those around it. */
    private enum Around {
        /** Nothing. */
        OPEN,
        /** Its parent has the name of a secret: it is secret if it is a value. */
        VALUES,
        /** It belongs to a secret. */
        SECRET
    }

    /** Shorter texts hold no secret that could be told from anything else. */
    private static final int MIN_TEXT = 4;

    private static final List<String> NAMES = List.of("name", "key", "id");

    /** Elements that name what stands beside them. */
    private static final Set<String> NAMING = Set.of(
            "name",
            "key",
            "variable",
            "variableName",
            "varName",
            "envName",
            "headerName",
            "parameterName",
            "paramName",
            "propertyName");

    private final Redactor redactor;

    /** Whether what was redacted before, and is so still, is as it should be. */
    private final boolean trustsBefore;

    /** Where secrets in plain text are noted down; null if they are not wanted. */
    private final Collection<String> noted;

    private ConfigRedaction(Redactor redactor, boolean trustsBefore, Collection<String> noted) {
        this.redactor = redactor;
        this.trustsBefore = trustsBefore;
        this.noted = noted;
    }

    /** The tree with its secrets replaced. */
    static XmlNode redacted(Redactor redactor, XmlNode root) {
        return new ConfigRedaction(redactor, false, null).node(root, Around.OPEN, null);
    }

    /**
     * The same, where an earlier state is known that was made by the same redactor: what stands there as it does now is taken from it,
     * since what was redacted once is redacted to itself.
     *
     * @param redactor must not look for secrets of this document alone
     */
    static XmlNode redacted(Redactor redactor, XmlNode root, XmlNode before) {
        return new ConfigRedaction(redactor, true, null).node(root, Around.OPEN, before);
    }

    /**
     * Adds the plain text of what is secret by its name, so that it can be found elsewhere too.
     *
     * @param before an earlier state without its secrets; null if there is none
     */
    static void noteSecrets(Redactor redactor, XmlNode root, XmlNode before, Collection<String> noted) {
        new ConfigRedaction(redactor, before != null, noted).node(root, Around.OPEN, before);
    }

    private XmlNode node(XmlNode node, Around around, XmlNode before) {
        if (trustsBefore && around == Around.OPEN && node.equals(before)) {
            return before;
        }
        Around here = here(node, around);
        SortedMap<String, String> attributes = attributes(node, here);
        if (node.isLeaf()) {
            return of(node, attributes, node.children(), leaf(node, here));
        }
        Around inside = here == Around.OPEN && namesSecret(node) ? Around.VALUES : here;
        int size = node.children().size();
        List<XmlNode> children = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            XmlNode child = node.children().get(i);
            children.add(node(child, inside, trustsBefore ? counterpart(child, i, size, before) : null));
        }
        String text = here == Around.SECRET ? secret(node.text()) : text(node.text());
        return of(node, attributes, children, text);
    }

    /** What a child most likely was before: the one at its place, counted from the front or from the end. */
    private static XmlNode counterpart(XmlNode child, int place, int size, XmlNode parent) {
        if (parent == null) {
            return null;
        }
        List<XmlNode> former = parent.children();
        int fromEnd = place + former.size() - size;
        XmlNode first = place < former.size() ? former.get(place) : null;
        XmlNode last = fromEnd >= 0 && fromEnd < former.size() ? former.get(fromEnd) : null;
        return first == last || last == null || child.equals(first) ? first : last;
    }

    /** The node itself where nothing in it is replaced, as in most of a configuration. */
    private static XmlNode of(XmlNode node, SortedMap<String, String> attributes, List<XmlNode> children, String text) {
        boolean same = text.equals(node.text()) && attributes.equals(node.attributes());
        for (int i = 0; same && i < children.size(); i++) {
            same = children.get(i) == node.children().get(i);
        }
        return same ? node : new XmlNode(node.tag(), attributes, children, text);
    }

    private Around here(XmlNode node, Around around) {
        String tag = node.tag();
        boolean isClass = tag.indexOf('.') >= 0;
        if (around == Around.SECRET) {
            return Around.SECRET;
        }
        if (around == Around.VALUES && SecretNames.saysValue(tag)) {
            return Around.SECRET;
        }
        String key = node.attributes().get("key");
        if (SecretNames.saysSecret(tag) && !(isClass && !node.isLeaf()) || key != null && SecretNames.saysSecret(key)) {
            return Around.SECRET;
        }
        return Around.OPEN;
    }

    /** Whether an element with others in it has the name of a secret: as its class, or as the name given to it. */
    private boolean namesSecret(XmlNode node) {
        if (SecretNames.saysSecret(node.tag())) {
            return true;
        }
        if (!node.attributes().isEmpty()) {
            for (String attribute : NAMES) {
                String name = node.attributes().get(attribute);
                if (name != null && SecretNames.saysSecret(name)) {
                    return true;
                }
            }
        }
        for (XmlNode child : node.children()) {
            if (child.isLeaf() && NAMING.contains(child.tag()) && SecretNames.saysSecret(child.text())) {
                return true;
            }
        }
        return false;
    }

    private SortedMap<String, String> attributes(XmlNode node, Around here) {
        if (node.attributes().isEmpty()) {
            return node.attributes();
        }
        boolean named = namesSecret(node);
        SortedMap<String, String> redacted = new TreeMap<>();
        for (Map.Entry<String, String> attribute : node.attributes().entrySet()) {
            String name = attribute.getKey();
            boolean secret =
                    SecretNames.saysSecret(name) || (named || here == Around.SECRET) && SecretNames.saysValue(name);
            redacted.put(name, secret ? secret(attribute.getValue()) : named(name, attribute.getValue()));
        }
        return redacted;
    }

    private String leaf(XmlNode node, Around here) {
        if (here == Around.SECRET && !SecretNames.saysHarmless(node.tag())) {
            return secret(node.text());
        }
        return named(node.tag(), node.text());
    }

    private String secret(String value) {
        if (noted != null) {
            // A reference to a secret is none.
            if (!redactor.secret(value).equals(value)) {
                noted.add(redactor.plain(value));
            }
            return value;
        }
        return redactor.secret(value);
    }

    private String text(String text) {
        return noted == null ? redactor.text(text) : text;
    }

    private String named(String name, String text) {
        boolean plain = noted != null || text.length() < MIN_TEXT || text.equals("true") || text.equals("false");
        return plain ? text : redactor.named(name, text);
    }
}
