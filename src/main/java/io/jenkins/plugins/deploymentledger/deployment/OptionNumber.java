package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.rollout.Retries;

/** A number among the {@link DeploymentOptions}: its bounds, and what it is where nothing is said. */
enum OptionNumber {
    SUCCESS_THRESHOLD("successThreshold", 100, 1, 100),
    END_AFTER_HOURS("endAfterHours", 0, 0, 30 * 24),
    SEND_RETRIES("sendRetries", 0, 0, Retries.MAX),
    EXECUTE_RETRIES("executeRetries", 0, 0, Retries.MAX),
    INVENTORY_RETRIES("inventoryRetries", 0, 0, Retries.MAX),
    RETRY_DELAY_SECONDS("retryDelaySeconds", 60, 1, (int) Retries.LONGEST_DELAY.toSeconds());

    private final String field;
    private final int usual;
    private final int min;
    private final int max;

    OptionNumber(String field, int usual, int min, int max) {
        this.field = field;
        this.usual = usual;
        this.min = min;
        this.max = max;
    }

    /** The name of its field in form, XML and YAML. */
    String field() {
        return field;
    }

    int usual() {
        return usual;
    }

    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** What was kept, taken to the nearest bound. */
    int bounded(@CheckForNull Integer kept) {
        return kept == null ? usual : Math.min(Math.max(kept, min), max);
    }

    /** What is to be kept of a number: nothing where it is the usual one. */
    @CheckForNull
    Integer kept(int number) {
        int bounded = bounded(number);
        return bounded == usual ? null : Integer.valueOf(bounded);
    }
}
