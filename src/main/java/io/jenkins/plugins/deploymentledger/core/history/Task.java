package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What lists show of a run of a deployment; immutable.
 *
 * <p>There may be hundreds of thousands in memory, so texts that many have in common should be the same objects: see
 * {@link TextPool}.
 *
 * @param job the full name of the deployment
 * @param number of the run within its job, from 1
 * @param id of the run, unlike its name never used again; null until the run's order is frozen
 * @param packageName what is deployed; empty until the run's order is frozen
 * @param version of the package; empty until the run's order is frozen
 * @param target where to, in a few words
 * @param group the name of the group that is the target; null if the target is none
 * @param initiatorId the user who asked for it, or what did so instead; empty if nobody knows
 * @param initiatorName the same for a reader, as it was at the time
 * @param origin what made it begin
 * @param teams the names of the teams that the initiator was in at the time, sorted
 * @param tally how many machines are in which group of statuses
 * @param status what has become of it
 * @param startedMillis when it began, in milliseconds since 1970
 * @param endedMillis when it ended, likewise; 0 while it runs
 */
public record Task(
        @NonNull String job,
        int number,
        @CheckForNull UUID id,
        @NonNull String packageName,
        @NonNull String version,
        @NonNull String target,
        @CheckForNull String group,
        @NonNull String initiatorId,
        @NonNull String initiatorName,
        @NonNull TaskOrigin origin,
        @NonNull List<String> teams,
        @NonNull TaskTally tally,
        @NonNull TaskStatus status,
        long startedMillis,
        long endedMillis) {

    /** Copies the list of teams; refuses what no line of the file can hold, so that it spoils no other task. */
    public Task {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(packageName, "packageName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(initiatorId, "initiatorId");
        Objects.requireNonNull(initiatorName, "initiatorName");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(tally, "tally");
        Objects.requireNonNull(status, "status");
        teams = List.copyOf(teams);
    }

    /** When it began. */
    @NonNull
    public Instant started() {
        return Instant.ofEpochMilli(startedMillis);
    }

    /**
     * How long it took, or has been running; never negative.
     *
     * @param now what a running task is measured against
     */
    @NonNull
    public Duration duration(@NonNull Instant now) {
        long end = status.isFinal() ? endedMillis : now.toEpochMilli();
        return Duration.ofMillis(Math.max(0, end - startedMillis));
    }

    /** Whether this is the run of that number of that job. */
    public boolean is(@NonNull String otherJob, int otherNumber) {
        return number == otherNumber && job.equals(otherJob);
    }

    /** The same task with other counts. */
    @NonNull
    public Task withTally(@NonNull TaskTally other) {
        return new Task(
                job,
                number,
                id,
                packageName,
                version,
                target,
                group,
                initiatorId,
                initiatorName,
                origin,
                teams,
                other,
                status,
                startedMillis,
                endedMillis);
    }

    /** The same task of a job that has another name. */
    @NonNull
    Task ofJob(String otherJob) {
        return new Task(
                otherJob,
                number,
                id,
                packageName,
                version,
                target,
                group,
                initiatorId,
                initiatorName,
                origin,
                teams,
                tally,
                status,
                startedMillis,
                endedMillis);
    }

    /** The same task as if nobody knew who asked for it. */
    @NonNull
    Task ofNobody() {
        return new Task(
                job,
                number,
                id,
                packageName,
                version,
                target,
                group,
                "",
                "",
                origin,
                teams,
                tally,
                status,
                startedMillis,
                endedMillis);
    }

    /** The same task with the texts that others have, too, taken from a pool. */
    @NonNull
    Task pooled(TextPool pool) {
        return new Task(
                pool.text(job),
                number,
                id,
                pool.text(packageName),
                pool.text(version),
                pool.text(target),
                group == null ? null : pool.text(group),
                pool.text(initiatorId),
                pool.text(initiatorName),
                origin,
                pool.texts(teams),
                tally,
                status,
                startedMillis,
                endedMillis);
    }
}
