package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.kohsuke.stapler.DataBoundSetter;

/** Keeps checkpoints, and no entries: enough to show that the history of the ledger was rewritten. */
public abstract class OutsideAnchor extends AuditSink {

    /** The longest time between two checkpoints, in minutes: a day. */
    static final int MAX_MINUTES = 1_440;

    /** The usual time between two checkpoints, in minutes. */
    static final int DEFAULT_MINUTES = 5;

    private int minutes = DEFAULT_MINUTES;

    /** How many minutes pass between two checkpoints while there are new entries. */
    public final int getMinutes() {
        return minutes;
    }

    /**
     * Decides how many minutes pass between two checkpoints.
     *
     * @throws IllegalArgumentException if they are not from 1 to 1440
     */
    @DataBoundSetter
    public final void setMinutes(int minutes) {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new IllegalArgumentException("minutes: " + Messages.OutsideAnchor_minutes(MAX_MINUTES));
        }
        this.minutes = minutes;
    }

    @Override
    public final boolean isOutsideAnchor() {
        return true;
    }

    @Override
    public final int entriesAtOnce() {
        return 0;
    }

    @Override
    @NonNull
    public final Duration every() {
        return Duration.ofMinutes(Math.max(1, minutes));
    }

    /** The key of a receiver by its kind and by where it is. */
    @NonNull
    static String id(@NonNull String kind, @NonNull String place) {
        return kind + "-" + Util.getDigestOf(place);
    }

    /**
     * Where an anchor is, as somebody wrote it, without the blanks around it.
     *
     * @param field in which it was written
     * @param place may be null, for what is missing
     * @param problem says what is wrong with a place, if anything is
     * @throws IllegalArgumentException if it cannot be used
     */
    @NonNull
    static String checked(
            @NonNull String field, @CheckForNull String place, @NonNull Function<String, Optional<String>> problem) {
        String trimmed = Util.fixNull(place).trim();
        problem.apply(trimmed).ifPresent(text -> {
            throw new IllegalArgumentException(field + ": " + text);
        });
        return trimmed;
    }
}
