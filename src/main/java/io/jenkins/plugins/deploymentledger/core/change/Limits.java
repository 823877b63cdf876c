package io.jenkins.plugins.deploymentledger.core.change;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * How much is compared, and how much of it is told.
 *
 * @param maxBytes the longest document that is compared element by element, in bytes
 * @param maxDepth how deep elements may lie in each other, at most {@value #DEEPEST}
 * @param maxElements how many elements a document may have
 * @param maxChanges how many changes are told; the rest is counted
 * @param maxValueChars how many chars of a value are told
 * @param maxLines how many lines of a text's difference are told
 * @param maxComparedLines how many lines that are not the same from the beginning or to the end are compared, of all texts of both documents
 *     together; of what is longer the length and a digest are told
 */
public record Limits(
        int maxBytes,
        int maxDepth,
        int maxElements,
        int maxChanges,
        int maxValueChars,
        int maxLines,
        int maxComparedLines) {

    /** Trees are walked by recursion, so that this must fit on a thread's stack. */
    static final int DEEPEST = 500;

    /** 8 MiB, 200 levels, 300,000 elements; 200 changes, 4,000 chars a value, 200 lines a text; 50,000 lines compared. */
    @NonNull
    public static final Limits DEFAULT = new Limits(8 << 20, 200, 300_000, 200, 4000, 200, 50_000);

    /** The same for a document that comes or goes as a whole, which is one change: 256 Ki chars of it are told. */
    @NonNull
    public static final Limits WHOLE = new Limits(8 << 20, 200, 300_000, 200, 256 << 10, 200, 50_000);

    public Limits {
        if (Math.min(Math.min(maxBytes, maxDepth), Math.min(maxElements, maxChanges)) < 1
                || Math.min(Math.min(maxValueChars, maxLines), maxComparedLines) < 1
                || maxDepth > DEEPEST) {
            throw new IllegalArgumentException(
                    "The limits of a comparison must be positive, and the depth at most " + DEEPEST + ".");
        }
    }

    /** A value as it is told: cut if it is too long, saying how much is missing. */
    @NonNull
    String cut(@NonNull String value) {
        return cut(value, maxValueChars);
    }

    static String cut(String value, int max) {
        if (value.length() <= max) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(max - 1)) ? max - 1 : max;
        return value.substring(0, end) + "… and " + (value.length() - end) + " more characters";
    }
}
