package io.jenkins.plugins.deploymentledger.core.change;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What changes by itself and is left out of differences.
 *
 * @param pluginVersions whether the version in {@code plugin="git@5.2.1"} is left out
 * @param elements names of elements that are left out wherever they stand, such as a time of the last use
 */
public record Noise(boolean pluginVersions, @NonNull Set<String> elements) {

    /** Leaves out versions of plugins, and nothing else. */
    @NonNull
    public static final Noise PLUGIN_VERSIONS = new Noise(true, Set.of());

    /** Leaves out nothing. */
    @NonNull
    public static final Noise NONE = new Noise(false, Set.of());

    private static final String PLUGIN = "plugin";

    public Noise {
        elements = Set.copyOf(elements);
    }

    /** The tree without its noise. */
    @NonNull
    XmlNode leftOut(@NonNull XmlNode node) {
        List<XmlNode> children = new ArrayList<>(node.children().size());
        boolean same = true;
        for (XmlNode child : node.children()) {
            XmlNode kept = elements.contains(child.tag()) ? null : leftOut(child);
            same &= kept == child;
            if (kept != null) {
                children.add(kept);
            }
        }
        String plugin = node.attributes().get(PLUGIN);
        int version = plugin == null ? -1 : plugin.indexOf('@');
        if (version < 0 || !pluginVersions) {
            return same ? node : new XmlNode(node.tag(), node.attributes(), children, node.text());
        }
        SortedMap<String, String> attributes = new TreeMap<>(node.attributes());
        attributes.put(PLUGIN, plugin.substring(0, version));
        return new XmlNode(node.tag(), attributes, children, node.text());
    }
}
