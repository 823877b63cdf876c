package io.jenkins.plugins.deploymentledger.core.rollout;

import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.time.Duration;

/**
 * How often a stage that failed is tried again on a machine, and after how long.
 *
 * @param send how often, of the send stage, from 0
 * @param execute how often, of the execute stage, from 0: the installer runs again
 * @param inventory how often, of the inventory stage, from 0
 * @param firstDelaySeconds how long after the first failure, from 1; twice as long after each further one
 */
public record Retries(
        int send,
        int execute,
        int inventory,
        @JsonProperty("delay") int firstDelaySeconds) {

    /** The most often a stage can be tried again. */
    public static final int MAX = 10;

    /** The longest time between two tries. */
    public static final Duration LONGEST_DELAY = Duration.ofHours(6);

    /** Nothing is tried again. */
    public static final Retries NONE = new Retries(0, 0, 0, 60);

    /** Holds the bounds. */
    public Retries {
        if (Math.min(send, Math.min(execute, inventory)) < 0
                || Math.max(send, Math.max(execute, inventory)) > MAX
                || firstDelaySeconds < 1
                || firstDelaySeconds > LONGEST_DELAY.toSeconds()) {
            throw new IllegalArgumentException(
                    send + ", " + execute + ", " + inventory + ", " + firstDelaySeconds + " s");
        }
    }

    /**
     * Whether a stage is tried again.
     *
     * @param stage which failed
     * @param attempt how often it has been tried, from 1
     * @param cause of its failure
     */
    boolean allows(Stage stage, int attempt, FailureCause cause) {
        int most =
                switch (stage) {
                    case SEND -> send;
                    case EXECUTE -> execute;
                    case INVENTORY -> inventory;
                };
        return attempt <= most && cause.mayPass(stage);
    }

    /**
     * How long after a failure the stage is tried again.
     *
     * @param attempt how often it has been tried, from 1
     */
    @NonNull
    Duration delayAfter(int attempt) {
        Duration delay = Duration.ofSeconds((long) firstDelaySeconds << Math.min(attempt - 1, MAX));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
