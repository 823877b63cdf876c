package io.jenkins.plugins.deploymentledger.core.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * A number of machines, as such ({@code 5}) or as a share of all ({@code 10%}); immutable.
 *
 * @param value at least 0; a share is at most 100
 * @param percent whether it is a share
 */
public record Quantity(int value, boolean percent) {

    /** The greatest number that can be written. */
    public static final int MAX = 1_000_000;

    /** Holds the bounds. */
    public Quantity {
        if (value < 0 || value > (percent ? 100 : MAX)) {
            throw new IllegalArgumentException(value + (percent ? "%" : ""));
        }
    }

    /**
     * Reads a quantity as it is written.
     *
     * @throws IllegalArgumentException if it cannot be read, or is out of bounds; the message is what was written
     */
    @JsonCreator
    @NonNull
    public static Quantity parse(@NonNull String text) {
        String written = text.strip();
        boolean percent = written.endsWith("%");
        try {
            return new Quantity(
                    Integer.parseInt(
                            percent ? written.substring(0, written.length() - 1).strip() : written),
                    percent);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(written, e);
        }
    }

    /**
     * The number of machines that this means.
     *
     * @param total of how many; a share is rounded down
     */
    public int of(int total) {
        return percent ? (int) ((long) total * value / 100) : value;
    }

    @JsonValue
    @Override
    public String toString() {
        return percent ? value + "%" : String.valueOf(value);
    }
}
