package io.jenkins.plugins.deploymentledger.deployment;

/** The bounds of what a deployment may take, in one place. */
public final class DeploymentLimits {

    /** How many machines of a run are on their way at once, unless said otherwise. */
    public static final int DEFAULT_CONCURRENCY = 50;

    /** The most machines of a run that may be on their way at once. */
    public static final int MAX_CONCURRENCY = 1_000;

    /** How long a lost agent is waited for unless said otherwise, in minutes. */
    public static final int DEFAULT_RECONNECT_MINUTES = 10;

    /** The longest time a lost agent may be waited for, in minutes: a day. */
    public static final int MAX_RECONNECT_MINUTES = 24 * 60;

    /** The most machines in one run. */
    public static final int MAX_MACHINES = 20_000;

    /** How many machines stand on one page of a run's table. */
    public static final int PAGE_SIZE = 100;

    DeploymentLimits() {}

    /** {@link #DEFAULT_CONCURRENCY}, for the form. */
    public int getDefaultConcurrency() {
        return DEFAULT_CONCURRENCY;
    }

    /** {@link #MAX_CONCURRENCY}, for the form. */
    public int getMaxConcurrency() {
        return MAX_CONCURRENCY;
    }

    /** {@link #DEFAULT_RECONNECT_MINUTES}, for the form. */
    public int getDefaultReconnectMinutes() {
        return DEFAULT_RECONNECT_MINUTES;
    }

    /** {@link #MAX_RECONNECT_MINUTES}, for the form. */
    public int getMaxReconnectMinutes() {
        return MAX_RECONNECT_MINUTES;
    }
}
