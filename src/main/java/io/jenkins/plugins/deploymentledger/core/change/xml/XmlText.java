package io.jenkins.plugins.deploymentledger.core.change.xml;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;

/** Writes trees as XML 1.1, two spaces a level, so that reading gives the same tree again. */
public final class XmlText {

    private static final String DECLARATION = "<?xml version='1.1' encoding='UTF-8'?>\n";

    private final StringBuilder out = new StringBuilder();

    private XmlText() {}

    /** A whole document with its declaration. */
    @NonNull
    public static String document(@NonNull XmlNode root) {
        return DECLARATION + fragment(root);
    }

    /** One element without a declaration; ends with a line feed. */
    @NonNull
    public static String fragment(@NonNull XmlNode node) {
        XmlText text = new XmlText();
        text.element(node, 0);
        return text.out.toString();
    }

    private void element(XmlNode node, int depth) {
        out.append("  ".repeat(depth)).append('<').append(node.tag());
        for (Map.Entry<String, String> attribute : node.attributes().entrySet()) {
            out.append(' ').append(attribute.getKey()).append("=\"");
            escaped(attribute.getValue(), true);
            out.append('"');
        }
        if (node.isLeaf() && node.text().isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append('>');
        escaped(node.text(), false);
        if (!node.isLeaf()) {
            out.append('\n');
            for (XmlNode child : node.children()) {
                element(child, depth + 1);
            }
            out.append("  ".repeat(depth));
        }
        out.append("</").append(node.tag()).append(">\n");
    }

    private void escaped(String text, boolean attribute) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\n' -> out.append(attribute ? "&#xa;" : "\n");
                case '\t' -> out.append(attribute ? "&#x9;" : "\t");
                default -> {
                    if (c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028) {
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
