package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Makes random configurations and edits them: fields, lists, identities, sets. */
final class RandomTree {

    private static final String[] TAGS = {"a", "b", "list", "x.Item", "y.Item", "v", "set", "properties", "string"};

    private final RandomGenerator random;
    private int values;

    RandomTree(RandomGenerator random) {
        this.random = random;
    }

    XmlNode root() {
        return node("root", 4);
    }

    private XmlNode node(String tag, int depth) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (random.nextInt(4) == 0) {
            attributes.put(random.nextBoolean() ? "class" : "mode", value());
        }
        List<XmlNode> children = new ArrayList<>();
        int count = depth == 0 || random.nextInt(3) == 0 ? 0 : random.nextInt(6);
        if (count > 0 && random.nextInt(3) == 0) {
            children.add(leaf(random.nextBoolean() ? "name" : "id", value()));
        }
        for (int i = 0; i < count; i++) {
            children.add(node(TAGS[random.nextInt(TAGS.length)], depth - 1));
        }
        return new XmlNode(tag, attributes, children, children.isEmpty() ? value() : "");
    }

    static XmlNode leaf(String tag, String text) {
        return new XmlNode(tag, new TreeMap<>(), List.of(), text);
    }

    /** Mostly new, sometimes one that occurs elsewhere, sometimes none. */
    private String value() {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return "";
        }
        return "w" + (kind < 4 ? random.nextInt(4) : values++);
    }

    /** The same tree with one thing changed somewhere in it. */
    XmlNode edited(XmlNode node) {
        if (!node.isLeaf() && random.nextInt(4) > 0) {
            int i = random.nextInt(node.children().size());
            return withChildren(node, replaced(node.children(), i, edited(node.children().get(i))));
        }
        List<XmlNode> children = new ArrayList<>(node.children());
        int at = children.isEmpty() ? 0 : random.nextInt(children.size());
        switch (random.nextInt(5)) {
            case 0 -> children.add(at, node(TAGS[random.nextInt(TAGS.length)], 2));
            case 1 -> children.subList(at, Math.min(children.size(), at + 1)).clear();
            case 2 -> Collections.swap(growing(children), at, random.nextInt(children.size()));
            case 3 -> {
                SortedMap<String, String> attributes = new TreeMap<>(node.attributes());
                attributes.put("mode", value());
                return new XmlNode(node.tag(), attributes, children, node.text());
            }
            default -> {
                return children.isEmpty() ? new XmlNode(node.tag(), node.attributes(), children, value()) : node;
            }
        }
        return withChildren(node, children);
    }

    private List<XmlNode> growing(List<XmlNode> children) {
        if (children.isEmpty()) {
            children.add(leaf("a", value()));
        }
        return children;
    }

    private static XmlNode withChildren(XmlNode node, List<XmlNode> children) {
        return new XmlNode(node.tag(), node.attributes(), children, children.isEmpty() ? node.text() : "");
    }

    private static List<XmlNode> replaced(List<XmlNode> all, int i, XmlNode node) {
        List<XmlNode> children = new ArrayList<>(all);
        children.set(i, node);
        return children;
    }
}
