package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What is left to be done of events that are on their way to the disk, in the order in which they were made: what is remembered of an
 * object that is gone goes before what is remembered of the next one of that name comes.
 *
 * <p>As many as there are events on their way. For the recorder's thread.
 */
final class Aftermaths {

    private final Queue<Left> waiting = new ConcurrentLinkedQueue<>();

    private record Left(String what, CompletableFuture<Void> events, Aftermath after) {}

    /**
     * @param what is being done, for the log
     * @param events completes when it is known what became of them
     */
    void add(@NonNull String what, @NonNull CompletableFuture<Void> events, @NonNull Aftermath after) {
        if (after != Aftermath.NONE) {
            waiting.add(new Left(what, events, after));
        }
    }

    /** Whether nothing is left; from any thread, of what was added before. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Does what there is to do by now. */
    void settle() {
        for (Left next = waiting.peek(); next != null && next.events().isDone(); next = waiting.peek()) {
            waiting.remove();
            boolean lost = next.events().isCompletedExceptionally();
            Hook.run(next.what(), lost ? next.after().lost() : next.after().recorded());
        }
    }
}
