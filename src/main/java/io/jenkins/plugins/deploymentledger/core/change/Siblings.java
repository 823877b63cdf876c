package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.align.Alignment;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which elements in the one state of an element belong to which in the other.
 *
 * <p>Fields of an object belong together by their names, whatever their order. Elements of a list do by identity, or
 * being equal, in their order; what is left between two such is paired with what resembles it most.
 */
final class Siblings {

    private final Numbering numbering;
    private final XmlNode parentBefore;
    private final XmlNode parentAfter;
    private final List<XmlNode> before;
    private final List<XmlNode> after;
    private final Set<String> repeated = new HashSet<>();

    /** For each element after, the index of its counterpart before, or -1. */
    private final int[] matches;

    private final boolean[] taken;
    private boolean orderChanged;

    Siblings(Numbering numbering, XmlNode parentBefore, XmlNode parentAfter) {
        this.numbering = numbering;
        this.parentBefore = parentBefore;
        this.parentAfter = parentAfter;
        this.before = parentBefore.children();
        this.after = parentAfter.children();
        repeated.addAll(repeated(before));
        repeated.addAll(repeated(after));
        int[] keysBefore = keys(before, Identity.isUnordered(parentBefore));
        int[] keysAfter = keys(after, Identity.isUnordered(parentAfter));
        matches = Alignment.of(keysBefore, keysAfter);
        taken = new boolean[before.size()];
        for (int match : matches) {
            if (match >= 0) {
                taken[match] = true;
            }
        }
        matchMoved(keysBefore, keysAfter);
        pairSimilar();
    }

    /** For each element after, the index of its counterpart before, or -1. */
    int[] matches() {
        return Arrays.copyOf(matches, matches.length);
    }

    /** Whether elements of a list changed places. */
    boolean orderChanged() {
        return orderChanged;
    }

    /** Whether the order of what is in this element says nothing at all. */
    static boolean isUnordered(XmlNode parent) {
        if (Identity.isUnordered(parent)) {
            return true;
        }
        Set<String> tags = new HashSet<>();
        for (XmlNode child : parent.children()) {
            boolean single = tags.add(child.tag()) && child.tag().indexOf('.') < 0;
            if (!single && !Identity.isUnorderedItem(child)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an element is one of a list, rather than a field. */
    boolean isItem(XmlNode node) {
        return node.tag().indexOf('.') >= 0 || repeated.contains(node.tag());
    }

    private static Set<String> repeated(List<XmlNode> nodes) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (XmlNode node : nodes) {
            if (!seen.add(node.tag())) {
                repeated.add(node.tag());
            }
        }
        return repeated;
    }

    /** Numbers that are equal where two elements surely belong together. */
    private int[] keys(List<XmlNode> nodes, boolean inSet) {
        int[] keys = new int[nodes.size()];
        Map<String, Integer> occurrences = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            XmlNode node = nodes.get(i);
            Identity identity = Identity.of(node, inSet || Identity.isUnorderedItem(node));
            String key;
            if (identity != null && isItem(node)) {
                key = "i " + node.tag() + ' ' + identity.by() + ' ' + identity.value();
                int occurrence = occurrences.merge(key, 1, Integer::sum);
                key += occurrence > 1 ? "\n" + occurrence : "";
            } else if (isItem(node)) {
                key = "n " + numbering.of(node);
            } else {
                key = "f " + node.tag();
            }
            keys[i] = numbering.text(key);
        }
        return keys;
    }

    /** Fields wherever they stand, and elements that changed their place in a list. */
    private void matchMoved(int[] keysBefore, int[] keysAfter) {
        boolean unordered = Identity.isUnordered(parentBefore) && Identity.isUnordered(parentAfter);
        Map<Integer, List<Integer>> left = new HashMap<>();
        for (int i = before.size() - 1; i >= 0; i--) {
            if (!taken[i]) {
                left.computeIfAbsent(keysBefore[i], key -> new ArrayList<>()).add(i);
            }
        }
        for (int i = 0; i < matches.length; i++) {
            List<Integer> candidates = matches[i] >= 0 ? null : left.get(keysAfter[i]);
            if (candidates == null || candidates.isEmpty()) {
                continue;
            }
            XmlNode node = after.get(i);
            boolean free = unordered || Identity.isUnorderedItem(node) || !isItem(node);
            if (free || Identity.of(node, false) != null) {
                matches[i] = candidates.remove(candidates.size() - 1);
                taken[matches[i]] = true;
                orderChanged |= !free;
            }
        }
    }

    /** Pairs what is left between two matched elements. */
    private void pairSimilar() {
        boolean anywhere = Identity.isUnordered(parentAfter);
        int start = 0;
        int floor = -1;
        for (int i = 0; i <= matches.length; i++) {
            boolean anchor = i == matches.length || !anywhere && matches[i] > floor;
            if (anchor) {
                int ceiling = i == matches.length ? before.size() : matches[i];
                pairGap(floor + 1, ceiling, start, i);
                floor = ceiling;
                start = i + 1;
            }
        }
    }

    private void pairGap(int beforeStart, int beforeEnd, int afterStart, int afterEnd) {
        List<Integer> freeBefore = new ArrayList<>();
        for (int i = beforeStart; i < beforeEnd; i++) {
            if (!taken[i] && isPairable(before.get(i))) {
                freeBefore.add(i);
            }
        }
        List<Integer> freeAfter = new ArrayList<>();
        for (int i = afterStart; i < afterEnd && !freeBefore.isEmpty(); i++) {
            if (matches[i] < 0 && isPairable(after.get(i))) {
                freeAfter.add(i);
            }
        }
        if (freeBefore.isEmpty() || freeAfter.isEmpty()) {
            return;
        }
        int[] pairs = Resemblance.pair(
                numbering,
                freeBefore.stream().map(before::get).toList(),
                freeAfter.stream().map(after::get).toList());
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] >= 0) {
                matches[freeAfter.get(i)] = freeBefore.get(pairs[i]);
                taken[freeBefore.get(pairs[i])] = true;
            }
        }
    }

    /** What is its own identity is never changed into something else: one is removed, another added. */
    private static boolean isPairable(XmlNode node) {
        return !Identity.isUnorderedItem(node);
    }
}
