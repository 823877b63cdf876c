package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/** How events of one kind are drawn together. Windows are under five minutes, so that every entry can be seen by then [L10]. */
public enum FloodKind {
    /** Requests that authenticate themselves, each by itself of little interest. */
    API(1, FloodKind.ANY, Duration.ofMinutes(4)),
    /** Attempts to log in that failed: each for itself, until someone tries a dictionary. */
    FAILED_LOGIN(20, 200, Duration.ofMinutes(1)),
    /** Refused requests that would have changed something. */
    DENIED_CHANGE(50, 200, Duration.ofMinutes(1)),
    /** Refused requests that would only have read. */
    DENIED_READ(1, 200, Duration.ofMinutes(4)),
    /** Builds of one job that the same person or trigger began. */
    BUILD(60, FloodKind.ANY, Duration.ofMinutes(1)),
    /** Changes of one label by the same; clouds save theirs whenever they like. */
    LABEL(20, FloodKind.ANY, Duration.ofMinutes(1)),
    /** Requests that changed something unknown. */
    UNCLASSIFIED(50, 200, Duration.ofMinutes(1)),
    /** Requests that turned out to change nothing. */
    UNCHANGED(20, 200, Duration.ofMinutes(1));

    private static final int ANY = Integer.MAX_VALUE;

    private final int free;
    private final int freeOfAll;
    private final Duration window;

    FloodKind(int free, int freeOfAll, Duration window) {
        this.free = free;
        this.freeOfAll = freeOfAll;
        this.window = window;
    }

    /** How many in a window get an entry of their own. */
    int free() {
        return free;
    }

    /** How many in a window get an entry of their own, whatever they are a flood of: of one account, or of all who have none. */
    int freeOfAll() {
        return freeOfAll;
    }

    /** Whether whoever has no account can make them, of as many senders and paths as they like. */
    boolean isOfAnybody() {
        return freeOfAll != ANY;
    }

    /** For how long the rest is counted before it is recorded. */
    @NonNull
    Duration window() {
        return window;
    }
}
