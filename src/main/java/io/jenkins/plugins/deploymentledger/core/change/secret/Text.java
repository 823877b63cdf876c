package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that is searched for secrets, which allows only so much work to be done on it: {@value #STEPS_PER_CHAR} steps for each char.
 *
 * <p>Each char that is read is a step, whoever reads it, a regular expression too. How many there are depends on the text alone, neither
 * on the machine nor on what else it does, so that the same text has the same end everywhere. What is looked for from many places, such
 * as the end of a line, is found once: the patterns need some fifty steps for each char, and {@link Exhausted} is for the text that nobody
 * thought of. Not safe for use by several threads.
 */
final class Text implements CharSequence {

    /** So much work was done on a text that its secrets may not all be known. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Exhausted() {
            super("A text needs more work than it is worth", null, false, false);
        }
    }

    /** From these places on, up to {@code end}, the same search ends at the same place. */
    private static final class Known {

        private int start = -1;
        private int end = -1;

        boolean has(int place) {
            return place >= start && place <= end;
        }
    }

    private static final int STEPS_PER_CHAR = 5_000;

    /** For short texts, whose few chars may be read often. */
    private static final int STEPS = 200_000;

    /** As far as it costs less to look again than to remember. */
    private static final int NEAR = 64;

    /** How many chars of a known part are compared in the time of a step. */
    private static final int CHARS_AT_ONCE = 16;

    private final String string;
    private final long mostSteps;
    private final Signs signs;
    private final Map<String, Known> known = new HashMap<>();
    private long steps;

    Text(String string) {
        this.string = string;
        this.mostSteps = STEPS + (long) STEPS_PER_CHAR * string.length();
        this.signs = new Signs(string);
    }

    /** How many steps were done. */
    long steps() {
        return steps;
    }

    /** Whether a char, one of ASCII, stands in it. */
    boolean has(char c) {
        return signs.has(c);
    }

    /** Whether one of the words of a sign may stand in it: if not, no pattern that needs one has to look. */
    boolean has(Sign sign) {
        return signs.has(sign);
    }

    /**
     * A matcher of a pattern in the part of the text in which it may match: around the words of a sign.
     *
     * @param before how far before such a word a match may begin, in chars
     * @param after how far behind the beginning of such a word a match may end
     */
    Matcher matcher(Pattern pattern, Sign sign, int before, int after) {
        return pattern.matcher(this)
                .region(Math.max(0, signs.first(sign) - before), Math.min(length(), signs.last(sign) + after))
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
    }

    boolean hasQuotes() {
        return has('"') || has('\'');
    }

    @Override
    public int length() {
        return string.length();
    }

    @Override
    public char charAt(int index) {
        if (++steps > mostSteps) {
            throw new Exhausted();
        }
        return string.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return substring(start, end);
    }

    String substring(int start, int end) {
        count(end - start);
        return string.substring(start, end);
    }

    @Override
    public String toString() {
        return string;
    }

    boolean startsWith(String part, int start) {
        count(part.length() / CHARS_AT_ONCE);
        return string.startsWith(part, start);
    }

    boolean startsWithIgnoringCase(String part, int start) {
        count(0);
        return string.regionMatches(true, start, part, 0, part.length());
    }

    /** The next place from {@code start} on where this char stands; -1 if there is none. For one who goes on from there. */
    int indexOf(char c, int start) {
        int found = string.indexOf(c, start);
        count((found < 0 ? length() : found) - start);
        return found;
    }

    /** The same for a part. */
    int indexOf(String part, int start) {
        int found = string.indexOf(part, start);
        count((found < 0 ? length() : found) - start);
        return found;
    }

    /** The next place from {@code start} on where this part stands, the end of the text if there is none. May be asked from many places. */
    int before(String part, int start) {
        Known last = known.computeIfAbsent(part, p -> new Known());
        if (!last.has(start)) {
            int found = indexOf(part, start);
            last.start = start;
            last.end = found < 0 ? length() : found;
        }
        return last.end;
    }

    /** The next place from {@code start} on where one of these chars stands, the end of the text if none does. May be asked from many places. */
    int until(int start, String stops) {
        int near = Math.min(length(), start + NEAR);
        int end = until(start, near, stops);
        if (end < near || end == length()) {
            return end;
        }
        Known last = known.computeIfAbsent(stops, s -> new Known());
        if (!last.has(end)) {
            int from = end;
            while (end < length() && end != last.start && stops.indexOf(charAt(end)) < 0) {
                end++;
            }
            last.end = end == last.start ? last.end : end;
            last.start = from;
        }
        return last.end;
    }

    /** The same, {@code limit} at the latest. */
    int until(int start, int limit, String stops) {
        int end = start;
        int last = Math.min(limit, length());
        while (end < last && stops.indexOf(charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /**
     * Where quotes close that opened before {@code start}: at the next such sign that no backslash escapes, at the end of the line at the
     * latest. May be asked from many places.
     */
    int closing(int start, char quote) {
        Known last = known.computeIfAbsent("\\" + quote, q -> new Known());
        int end = start;
        while (end < length()) {
            // From where no backslash stands before, what was read before is read in the same way.
            if (last.has(end) && (end == last.start || string.charAt(end - 1) != '\\')) {
                last.start = Math.min(last.start, start);
                return last.end;
            }
            char c = charAt(end);
            if (c == quote || c == '\n') {
                break;
            }
            end += c == '\\' ? 2 : 1;
        }
        last.start = start;
        last.end = Math.min(end, length());
        return last.end;
    }

    /** The next place from {@code start} on where none of these chars stands, {@code limit} at the latest. */
    int behind(int start, int limit, String passed) {
        int end = start;
        int last = Math.min(limit, length());
        while (end < last && passed.indexOf(charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** Where the word begins that ends at {@code end}, no more than {@code most} chars before. */
    int nameBefore(int end, int most) {
        int start = end;
        int floor = Math.max(0, end - most);
        while (start > floor && isName(charAt(start - 1))) {
            start--;
        }
        return start;
    }

    boolean isBlank(int start, int end) {
        int at = start;
        while (at < end && Character.isWhitespace(charAt(at))) {
            at++;
        }
        return at >= end;
    }

    /** Whether a char may be part of the name of a variable, a field or an option. */
    static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }

    private void count(int more) {
        steps += 1 + (long) Math.max(0, more);
        if (steps > mostSteps) {
            throw new Exhausted();
        }
    }
}
