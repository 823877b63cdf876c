package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs elements of two rows, in their order, so that they resemble each other as much as possible.
 *
 * <p>Only elements of one name are paired, and those with identities only if they are alike for the most part, that is
 * if one was renamed.
 */
final class Resemblance {

    /** Rows whose lengths have a greater product are paired one by one, in their order. */
    private static final int MAX_PRODUCT = 1024;

    private static final int MAX_PARTS = 200;
    private static final int RENAMED = 500;
    private static final int SAME_NAME = 1;

    private Resemblance() {}

    /** For each element after, the index of its counterpart before, or -1. */
    static int[] pair(Numbering numbering, List<XmlNode> before, List<XmlNode> after) {
        int[] pairs = new int[after.size()];
        Arrays.fill(pairs, -1);
        if ((long) before.size() * after.size() > MAX_PRODUCT) {
            oneByOne(before, after, pairs);
            return pairs;
        }
        List<Map<Integer, Integer>> partsBefore =
                before.stream().map(node -> parts(numbering, node)).toList();
        List<Map<Integer, Integer>> partsAfter =
                after.stream().map(node -> parts(numbering, node)).toList();
        int[][] scores = new int[before.size()][after.size()];
        for (int i = 0; i < before.size(); i++) {
            for (int j = 0; j < after.size(); j++) {
                scores[i][j] = score(before.get(i), after.get(j), partsBefore.get(i), partsAfter.get(j));
            }
        }
        best(scores, pairs);
        return pairs;
    }

    private static void oneByOne(List<XmlNode> before, List<XmlNode> after, int[] pairs) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            XmlNode old = before.get(i);
            boolean nameless = Identity.of(old, false) == null && Identity.of(after.get(i), false) == null;
            if (nameless && old.tag().equals(after.get(i).tag())) {
                pairs[i] = i;
            }
        }
    }

    /** The alignment with the highest sum of scores, by dynamic programming. */
    private static void best(int[][] scores, int[] pairs) {
        int rows = scores.length;
        int columns = pairs.length;
        int[][] sums = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                int both = scores[i][j] > 0 ? scores[i][j] + sums[i + 1][j + 1] : 0;
                sums[i][j] = Math.max(both, Math.max(sums[i + 1][j], sums[i][j + 1]));
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (scores[i][j] > 0 && sums[i][j] == scores[i][j] + sums[i + 1][j + 1]) {
                pairs[j++] = i++;
            } else if (sums[i][j] == sums[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
    }

    /** 0 if the two must not be paired; otherwise up to 1001, in thousandths of what they have in common. */
    private static int score(XmlNode before, XmlNode after, Map<Integer, Integer> partsBefore, Map<Integer, Integer> partsAfter) {
        if (!before.tag().equals(after.tag())) {
            return 0;
        }
        int common = 0;
        for (Map.Entry<Integer, Integer> part : partsBefore.entrySet()) {
            common += Math.min(part.getValue(), partsAfter.getOrDefault(part.getKey(), 0));
        }
        int all = Math.max(count(partsBefore), count(partsAfter));
        int share = all == 0 ? 0 : 1000 * common / all;
        boolean nameless = Identity.of(before, false) == null && Identity.of(after, false) == null;
        return nameless || share >= RENAMED ? SAME_NAME + share : 0;
    }

    private static int count(Map<Integer, Integer> parts) {
        return parts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The numbers of the elements within, each counted. */
    private static Map<Integer, Integer> parts(Numbering numbering, XmlNode node) {
        Map<Integer, Integer> parts = new HashMap<>();
        add(numbering, node, parts);
        return parts;
    }

    private static void add(Numbering numbering, XmlNode node, Map<Integer, Integer> parts) {
        for (XmlNode child : node.children()) {
            if (parts.size() >= MAX_PARTS) {
                return;
            }
            if (child.isLeaf()) {
                parts.merge(numbering.of(child), 1, Integer::sum);
            } else {
                add(numbering, child, parts);
            }
        }
    }
}
