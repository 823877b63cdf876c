package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.Items;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to when the starts of a job's schedule were dealt with, and why the last one did not take place, if it did not; kept in
 * {@code schedule.xml} in the job's directory, so that a restart neither forgets a start nor makes it twice.
 *
 * <p>A schedule that is not the one of the file begins when it was made: its past is not its own.
 */
final class DealtWith {

    private static final String SCHEDULE = "schedule";
    private static final String UNTIL = "until";
    private static final String REFUSAL = "refusal";

    private final XmlFile file;
    private final String schedule;
    private final Instant until;
    private final String refusal;

    private DealtWith(XmlFile file, String schedule, Instant until, @CheckForNull String refusal) {
        this.file = file;
        this.schedule = schedule;
        this.until = until;
        this.refusal = refusal;
    }

    /**
     * Reads what is kept of a job; begins to keep it where nothing is.
     *
     * @throws IOException if it cannot be read or written
     */
    @NonNull
    static DealtWith of(DeploymentJob job, LaunchSchedule configured, Instant now) throws IOException {
        DealtWith kept = kept(job, configured);
        if (kept != null) {
            return kept;
        }
        DealtWith fresh = new DealtWith(file(job), key(configured), configured.since(now), null);
        fresh.advance(fresh.until);
        return fresh;
    }

    /**
     * Up to when all starts of a job were dealt with, as {@link #of} has it; writes nothing.
     *
     * @throws IOException if it cannot be read
     */
    @NonNull
    static Instant until(DeploymentJob job, LaunchSchedule configured, Instant now) throws IOException {
        DealtWith kept = kept(job, configured);
        return kept == null ? configured.since(now) : kept.until;
    }

    /** Why the last start of a job did not take place, with its time; null if it did, or there was none yet. */
    @CheckForNull
    static String refusal(DeploymentJob job, LaunchSchedule configured) throws IOException {
        DealtWith kept = kept(job, configured);
        return kept == null ? null : kept.refusal;
    }

    @CheckForNull
    private static DealtWith kept(DeploymentJob job, LaunchSchedule configured) throws IOException {
        XmlFile file = file(job);
        String key = key(configured);
        return file.exists() && file.read() instanceof Map<?, ?> kept && key.equals(kept.get(SCHEDULE))
                ? new DealtWith(file, key, Instant.parse(String.valueOf(kept.get(UNTIL))), (String) kept.get(REFUSAL))
                : null;
    }

    private static XmlFile file(DeploymentJob job) {
        return new XmlFile(Items.XSTREAM2, new File(job.getRootDir(), "schedule.xml"));
    }

    private static String key(LaunchSchedule configured) {
        String times = configured.getStartAt() + " " + configured.getCron();
        String zone = Util.fixNull(configured.getTimeZone());
        return zone.isEmpty() ? times : times + " " + zone;
    }

    @NonNull
    Instant until() {
        return until;
    }

    /** Notes that everything up to a moment was dealt with. */
    void advance(Instant now) throws IOException {
        write(now, null);
    }

    /** Notes the same, and that the start did not take place. */
    void refused(Instant now, String reason) throws IOException {
        write(now, reason);
    }

    private void write(Instant now, @CheckForNull String reason) throws IOException {
        HashMap<String, String> kept = new HashMap<>();
        kept.put(SCHEDULE, schedule);
        kept.put(UNTIL, now.toString());
        if (reason != null) {
            kept.put(REFUSAL, reason);
        }
        file.write(kept);
    }
}
