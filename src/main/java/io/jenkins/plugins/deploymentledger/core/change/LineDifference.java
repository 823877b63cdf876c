package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.align.Alignment;
import java.util.ArrayList;
import java.util.List;

/** The unified difference of two texts, line by line, cut where it gets too long. */
final class LineDifference {

    private static final int CONTEXT = 2;
    private static final int MAX_LINE = 500;

    /** One line: of the one text, of the other, or of both. */
    private record Line(char sign, String text, int before, int after) {}

    private LineDifference() {}

    /** The lines of the difference with their signs; the last one says so if there are more than {@code maxLines}. */
    static List<String> of(Numbering numbering, String before, String after, int maxLines) {
        List<Line> lines = lines(numbering, before.split("\n", -1), after.split("\n", -1));
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
        return "@@ -" + start(first.before(), before) + ',' + before + " +" + start(first.after(), after) + ',' + after + " @@";
    }

    /** Counted from 1; of no lines at all, the line before. */
    private static int start(int index, long count) {
        return count == 0 ? index : index + 1;
    }

    private static List<Line> lines(Numbering numbering, String[] before, String[] after) {
        int[] matches = Alignment.of(numbers(numbering, before), numbers(numbering, after));
        List<Line> lines = new ArrayList<>();
        int done = 0;
        for (int i = 0; i <= after.length; i++) {
            int match = i < after.length ? matches[i] : before.length;
            while (done < before.length && match >= 0 && done < match) {
                lines.add(new Line('-', before[done], done, i - pendingAdded(lines)));
                done++;
            }
            if (i < after.length) {
                lines.add(match >= 0 ? new Line(' ', after[i], done++, i) : new Line('+', after[i], done, i));
            }
        }
        return removedFirst(lines);
    }

    private static int pendingAdded(List<Line> lines) {
        int added = 0;
        for (int i = lines.size() - 1; i >= 0 && lines.get(i).sign() != ' '; i--) {
            added += lines.get(i).sign() == '+' ? 1 : 0;
        }
        return added;
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
