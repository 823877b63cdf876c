package io.jenkins.plugins.deploymentledger.core.ledger.append;

/** What an append promises, and what becomes of it while the disk does not take it. */
public enum AppendMode {
    /**
     * Entries are collected for a short while and written together. While the disk does not take them they wait in the queue; when that is
     * full they are refused at once and counted.
     */
    ASYNC,
    /**
     * Entries are written at once. While the disk does not take them they wait in the queue; when that is full an append waits for room,
     * within a bound, before it is refused and counted.
     */
    DURABLE,
    /**
     * Entries are written at once. While the disk does not take them everything is refused at once, what waits in the queue too, so that the
     * actions behind them can be refused as well.
     */
    STRICT
}
