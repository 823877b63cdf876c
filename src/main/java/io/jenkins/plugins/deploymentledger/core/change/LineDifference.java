package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.align.Alignment;
import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line; of very different ones only how many lines are not the same. */
final class LineDifference {

    private static final int CONTEXT = 2;
    private static final int MAX_LINE = 500;

    private final String[] before;
    private final String[] after;

    /** How many lines are the same at the beginning, and how many at the end. */
    private final int prefix;

    private final int suffix;

    /** One line: of the one text, of the other, or of both. */
    private record Line(char sign, String text, int before, int after) {}

    LineDifference(String before, String after) {
        this.before = before.split("\n", -1);
        this.after = after.split("\n", -1);
        int shorter = Math.min(this.before.length, this.after.length);
        int same = 0;
        while (same < shorter && this.before[same].equals(this.after[same])) {
            same++;
        }
        prefix = same;
        same = 0;
        while (same < shorter - prefix
                && this.before[this.before.length - 1 - same].equals(this.after[this.after.length - 1 - same])) {
            same++;
        }
        suffix = same;
    }

    /** How many lines of both texts have to be compared: those between the first and the last that are not the same. */
    int size() {
        return before.length + after.length - 2 * (prefix + suffix);
    }

    /** What is told of the text before where it is not compared line by line. */
    String summaryBefore() {
        return summary(before);
    }

    /** The same of the text after. */
    String summaryAfter() {
        return summary(after);
    }

    private String summary(String[] lines) {
        return lines.length + " lines, of which " + (lines.length - prefix - suffix) + " from line " + (prefix + 1)
                + " on are different, SHA-256 " + Sha256.hex(String.join("\n", lines));
    }

    /** The unified difference: lines with their signs; the last one says so if there are more than {@code maxLines}. */
    List<String> told(Numbering numbering, int maxLines) {
        List<Line> lines = lines(numbering);
        List<String> told = new ArrayList<>();
        int more = 0;
        int i = 0;
        while (i < lines.size()) {
            if (lines.get(i).sign() == ' ') {
                i++;
                continue;
            }
            int start = Math.max(0, i - CONTEXT);
            int end = endOfHunk(lines, i);
            if (told.size() < maxLines) {
                told.add(header(lines.subList(start, end)));
            }
            for (Line line : lines.subList(start, end)) {
                if (told.size() < maxLines) {
                    told.add(line.sign() + Limits.cut(line.text(), MAX_LINE));
                } else {
                    more++;
                }
            }
            i = end;
        }
        if (more > 0) {
            told.add("@ and " + more + " more lines");
        }
        return told;
    }

    /** A hunk goes on as long as no more than twice the context is unchanged. */
    private static int endOfHunk(List<Line> lines, int first) {
        int last = first;
        for (int i = first; i < lines.size() && i - last <= 2 * CONTEXT; i++) {
            if (lines.get(i).sign() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static String header(List<Line> hunk) {
        long before = hunk.stream().filter(line -> line.sign() != '+').count();
        long after = hunk.stream().filter(line -> line.sign() != '-').count();
        Line first = hunk.get(0);
        return "@@ -" + start(first.before(), before) + ',' + before + " +" + start(first.after(), after) + ',' + after
                + " @@";
    }

    /** Counted from 1; of no lines at all, the line before. */
    private static int start(int index, long count) {
        return count == 0 ? index : index + 1;
    }

    private List<Line> lines(Numbering numbering) {
        int[] matches = Alignment.of(numbers(numbering, before), numbers(numbering, after));
        List<Line> lines = new ArrayList<>();
        int done = 0;
        int added = 0;
        for (int i = 0; i <= after.length; i++) {
            int match = i < after.length ? matches[i] : before.length;
            while (done < before.length && match >= 0 && done < match) {
                // Removed lines go before those that were added in the same place.
                lines.add(new Line('-', before[done], done, i - added));
                done++;
            }
            if (i < after.length && match >= 0) {
                lines.add(new Line(' ', after[i], done++, i));
                added = 0;
            } else if (i < after.length) {
                lines.add(new Line('+', after[i], done, i));
                added++;
            }
        }
        return removedFirst(lines);
    }

    /** Between unchanged lines, puts those that were removed before those that were added. */
    private static List<Line> removedFirst(List<Line> lines) {
        List<Line> ordered = new ArrayList<>(lines.size());
        List<Line> added = new ArrayList<>();
        for (Line line : lines) {
            if (line.sign() == '+') {
                added.add(line);
                continue;
            }
            if (line.sign() == ' ') {
                ordered.addAll(added);
                added.clear();
            }
            ordered.add(line);
        }
        ordered.addAll(added);
        return ordered;
    }

    private static int[] numbers(Numbering numbering, String[] lines) {
        int[] numbers = new int[lines.length];
        for (int i = 0; i < lines.length; i++) {
            numbers[i] = numbering.text(lines[i]);
        }
        return numbers;
    }
}
