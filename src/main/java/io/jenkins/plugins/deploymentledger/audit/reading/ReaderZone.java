package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The time zone of who reads: the one in the user's preferences, which views know, otherwise that of the controller. */
public final class ReaderZone {

    private ReaderZone() {}

    /**
     * The zone of a user.
     *
     * @param chosen the name of the zone in the user's preferences; null if there is none
     */
    @NonNull
    public static ZoneId of(@CheckForNull String chosen) {
        try {
            return chosen == null ? ZoneId.systemDefault() : ZoneId.of(chosen, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            // Java's older time zones have names that the newer ones do not know.
            return ZoneId.systemDefault();
        }
    }
}
