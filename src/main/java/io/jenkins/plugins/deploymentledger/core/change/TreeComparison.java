package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Walks down two trees side by side and tells where they differ. Used once; the trees hold no secrets any more. */
final class TreeComparison {

    private static final String TEXT = "text()";

    private final Limits limits;
    private final Numbering numbering = new Numbering();
    private final Changes changes;

    /** How many lines of texts may still be compared. */
    private int linesLeft;

    private String note = "";

    TreeComparison(Limits limits) {
        this.limits = limits;
        this.linesLeft = limits.maxComparedLines();
        this.changes = new Changes(limits);
    }

    /** Compares two documents, of which one may be null. */
    Difference compare(XmlNode before, XmlNode after) {
        if (before != null && after != null && before.tag().equals(after.tag())) {
            nodes("/" + after.tag(), before, after);
        } else {
            if (before != null) {
                removed("/" + before.tag(), before);
            }
            if (after != null) {
                added("/" + after.tag(), after);
            }
        }
        return changes.toDifference(note);
    }

    private void nodes(String path, XmlNode before, XmlNode after) {
        if (before == after) {
            return;
        }
        if (before.isLeaf() && after.isLeaf()) {
            attributes(path, before.attributes(), after.attributes());
            text(path, before.text(), after.text());
            return;
        }
        int field = onlyField(before.children(), after.children());
        if (field >= 0) {
            attributes(path, before.attributes(), after.attributes());
            text(path + '/' + TEXT, before.text(), after.text());
            XmlNode child = after.children().get(field);
            nodes(path + '/' + Labels.ofOnly(after, child), before.children().get(field), child);
            return;
        }
        if (numbering.of(before) == numbering.of(after)) {
            return;
        }
        attributes(path, before.attributes(), after.attributes());
        text(path + '/' + TEXT, before.text(), after.text());
        children(path, before, after);
    }

    private void attributes(String path, Map<String, String> before, Map<String, String> after) {
        if (before.equals(after)) {
            return;
        }
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String attribute = path + "/@" + name;
            String old = before.get(name);
            String now = after.get(name);
            if (old == null) {
                changes.added(attribute, Change.Form.TEXT, now);
            } else if (now == null) {
                changes.removed(attribute, Change.Form.TEXT, old);
            } else if (!old.equals(now)) {
                changes.changed(attribute, Change.Form.TEXT, old, now);
            }
        }
    }

    private void text(String path, String before, String after) {
        if (before.equals(after)) {
            return;
        }
        boolean lines = before.indexOf('\n') >= 0 || after.indexOf('\n') >= 0;
        if (lines && changes.isFull()) {
            changes.count();
        } else if (lines) {
            lines(path, new LineDifference(before, after));
        } else {
            changes.changed(path, Change.Form.TEXT, before, after);
        }
    }

    /** Whoever saves a text of any length must not keep others waiting for the comparison of theirs. */
    private void lines(String path, LineDifference difference) {
        if (difference.size() <= linesLeft) {
            linesLeft -= difference.size();
            changes.lines(path, difference.told(numbering, limits.maxLines()));
        } else {
            note = "More than " + limits.maxComparedLines()
                    + " lines are different, too many to compare; of the longest texts only lengths and digests are told.";
            changes.changed(path, Change.Form.DOCUMENT, difference.summaryBefore(), difference.summaryAfter());
        }
    }

    private void children(String path, XmlNode before, XmlNode after) {
        Siblings siblings = new Siblings(numbering, before, after);
        int[] matches = siblings.matches();
        boolean[] kept = new boolean[before.children().size()];
        for (int match : matches) {
            if (match >= 0) {
                kept[match] = true;
            }
        }
        List<String> labelsBefore = Labels.of(before);
        List<String> labelsAfter = Labels.of(after);
        if (siblings.orderChanged()) {
            order(path, siblings, before, labelsAfter, matches);
        }
        int done = 0;
        for (int i = 0; i < matches.length; i++) {
            // What was removed is told where it stood: before the next element that is still there.
            for (; done < matches[i]; done++) {
                if (!kept[done]) {
                    removed(
                            path + '/' + labelsBefore.get(done),
                            before.children().get(done));
                }
            }
            String child = path + '/' + labelsAfter.get(i);
            if (matches[i] >= 0) {
                nodes(child, before.children().get(matches[i]), after.children().get(i));
            } else {
                added(child, after.children().get(i));
            }
        }
        for (; done < kept.length; done++) {
            if (!kept[done]) {
                removed(path + '/' + labelsBefore.get(done), before.children().get(done));
            }
        }
    }

    /** Where the one field stands that is not what it was, as is usual; -1 if there are others, or it is no field. */
    private static int onlyField(List<XmlNode> before, List<XmlNode> after) {
        if (before.size() != after.size()) {
            return -1;
        }
        int field = -1;
        for (int i = 0; i < after.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                if (field >= 0 || !before.get(i).tag().equals(after.get(i).tag())) {
                    return -1;
                }
                field = i;
            }
        }
        return field >= 0 && isOnly(after, after.get(field).tag()) ? field : -1;
    }

    /** Whether no other element has this tag, which is no class. */
    private static boolean isOnly(List<XmlNode> nodes, String tag) {
        int same = 0;
        for (XmlNode node : nodes) {
            same += node.tag().equals(tag) ? 1 : 0;
        }
        return same == 1 && tag.indexOf('.') < 0;
    }

    /** Tells the order of those elements of a list that are still there, by the names they have now. */
    private void order(String path, Siblings siblings, XmlNode before, List<String> labels, int[] matches) {
        String[] old = new String[before.children().size()];
        StringBuilder now = new StringBuilder();
        for (int i = 0; i < matches.length; i++) {
            if (matches[i] >= 0 && siblings.isItem(before.children().get(matches[i]))) {
                old[matches[i]] = labels.get(i);
                now.append(labels.get(i)).append('\n');
            }
        }
        StringBuilder then = new StringBuilder();
        Arrays.stream(old).filter(label -> label != null).forEach(label -> then.append(label)
                .append('\n'));
        changes.changed(
                path,
                Change.Form.ORDER,
                then.toString().stripTrailing(),
                now.toString().stripTrailing());
    }

    private void added(String path, XmlNode node) {
        if (changes.isFull()) {
            changes.count();
        } else {
            changes.added(path, form(node), value(node));
        }
    }

    private void removed(String path, XmlNode node) {
        if (changes.isFull()) {
            changes.count();
        } else {
            changes.removed(path, form(node), value(node));
        }
    }

    private static Change.Form form(XmlNode node) {
        return isText(node) ? Change.Form.TEXT : Change.Form.ELEMENT;
    }

    private static String value(XmlNode node) {
        return isText(node) ? node.text() : XmlText.fragment(node);
    }

    /** An entry's key stands in its path already. */
    private static boolean isText(XmlNode node) {
        return node.isLeaf()
                && (node.attributes().isEmpty()
                        || node.tag().equals("entry")
                                && node.attributes().keySet().equals(Set.of("key")));
    }
}
