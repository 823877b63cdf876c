package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names the elements within one element, each by a name of its own, as they stand in paths. */
final class Labels {

    private Labels() {}

    /** The name of an element that is the only one of its tag: the same as among all of them. */
    static String ofOnly(XmlNode parent, XmlNode child) {
        Identity identity = Identity.of(child, Identity.isUnordered(parent) || Identity.isUnorderedItem(child));
        return identity == null ? child.tag() : child.tag() + identity.label();
    }

    static List<String> of(XmlNode parent) {
        boolean inSet = Identity.isUnordered(parent);
        Map<String, Integer> tags = new HashMap<>();
        for (XmlNode child : parent.children()) {
            tags.merge(child.tag(), 1, Integer::sum);
        }
        Map<String, Integer> seenTags = new HashMap<>();
        Map<String, Integer> seenLabels = new HashMap<>();
        List<String> labels = new ArrayList<>(parent.children().size());
        for (XmlNode child : parent.children()) {
            int position = seenTags.merge(child.tag(), 1, Integer::sum);
            Identity identity = Identity.of(child, inSet || Identity.isUnorderedItem(child));
            String label = child.tag();
            if (identity != null) {
                label += identity.label();
            } else if (tags.get(child.tag()) > 1) {
                label += "[" + position + ']';
            }
            int occurrence = seenLabels.merge(label, 1, Integer::sum);
            labels.add(occurrence > 1 ? label + '[' + occurrence + ']' : label);
        }
        return labels;
    }
}
