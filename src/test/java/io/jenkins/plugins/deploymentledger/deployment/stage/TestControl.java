package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** Hears what a stage says, and stops or aborts it. */
final class TestControl implements StageControl {

    private final List<String> actions = new CopyOnWriteArrayList<>();
    private final List<Long> progress = new CopyOnWriteArrayList<>();
    private final List<Runnable> onAbort = new CopyOnWriteArrayList<>();
    private volatile LongConsumer onProgress = bytes -> {};
    private volatile boolean stopped;
    private volatile boolean aborted;

    /** Has something done, by the thread that sends, at each report of progress. */
    TestControl onProgress(LongConsumer consumer) {
        onProgress = consumer;
        return this;
    }

    List<String> actions() {
        return actions;
    }

    boolean hasActed(String part) {
        return actions.stream().anyMatch(action -> action.contains(part));
    }

    /** How many bytes were reported, report by report. */
    List<Long> progress() {
        return progress;
    }

    void stop() {
        stopped = true;
    }

    void abort() {
        stopped = true;
        aborted = true;
        onAbort.forEach(Runnable::run);
    }

    @Override
    public void action(String text) {
        actions.add(text);
    }

    @Override
    public void progress(long bytes, long total) {
        progress.add(bytes);
        onProgress.accept(bytes);
    }

    @Override
    public boolean isStopRequested() {
        return stopped;
    }

    @Override
    public boolean isAbortRequested() {
        return aborted;
    }

    @Override
    public void onAbort(Runnable action) {
        onAbort.add(action);
        if (aborted) {
            action.run();
        }
    }
}
