package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Locale;

/**
 * One accepted value of a textual field: the whole text, where case does not matter and a star stands for any characters,
 * none included.
 *
 * <p>Regular expressions are not offered on purpose: what a user types must not be able to take exponential time. A star
 * cannot be escaped, since a star in a pattern matches a star in a text as well. Immutable.
 */
public final class TextFilter {

    private final String text;
    private final List<String> pieces;

    private TextFilter(String text) {
        this.text = text;
        this.pieces = List.of(fold(text).split("\\*", -1));
    }

    /**
     * A filter of a text as a person writes it.
     *
     * @param text not empty
     * @return the filter
     */
    @NonNull
    public static TextFilter of(@NonNull String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A text filter needs a text");
        }
        return new TextFilter(text);
    }

    /** The form of a text in which two texts that differ only in case are equal. */
    @NonNull
    public static String fold(@NonNull String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z' || c > 0x7f) {
                // Through upper case, so that characters with several lower-case forms (as the Greek sigma) meet.
                return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    /** Whether the filter has no star, so that exactly one folded text matches. */
    public boolean isExact() {
        return pieces.size() == 1;
    }

    /** The folded text before the first star: every text that matches starts with it. */
    @NonNull
    public String prefix() {
        return pieces.get(0);
    }

    /** Whether every text that starts with {@link #prefix()} matches, so that there is nothing more to compare. */
    public boolean isPrefix() {
        return pieces.size() == 2 && pieces.get(1).isEmpty();
    }

    /**
     * Whether a text matches.
     *
     * @param folded a text in the form of {@link #fold}
     * @return whether it matches; takes time in proportion to both lengths
     */
    public boolean matches(@NonNull String folded) {
        if (isExact()) {
            return folded.equals(prefix());
        }
        String last = pieces.get(pieces.size() - 1);
        if (folded.length() < prefix().length() + last.length() || !folded.startsWith(prefix())) {
            return false;
        }
        int end = folded.length() - last.length();
        int position = prefix().length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = folded.indexOf(piece, position);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            position = found + piece.length();
        }
        return folded.endsWith(last);
    }

    /** The text as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextFilter filter && pieces.equals(filter.pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }
}
