package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** One stage on the page of a machine: how it went, and its steps. */
public final class StageView {

    private final Stage stage;
    private final StageProgress progress;
    private final List<RolloutEvent.ActionTaken> actions;
    private final Instant now;

    StageView(Stage stage, StageProgress progress, List<RolloutEvent.ActionTaken> actions, Instant now) {
        this.stage = stage;
        this.progress = progress;
        this.actions = actions;
        this.now = now;
    }

    /** The stage in the reader's language. */
    @NonNull
    public String getName() {
        return StatusTexts.of(stage);
    }

    /** The symbol for how it went, or goes. */
    @NonNull
    public String getIcon() {
        StageReport report = progress.report();
        if (report == null) {
            return "symbol-status-blue-anime";
        }
        if (report.isSuccess()) {
            return "symbol-status-blue";
        }
        return stage == Stage.INVENTORY ? "symbol-status-yellow" : "symbol-status-red";
    }

    /** How it went, in words: the message of its end, or that it is running. */
    @NonNull
    public String getOutcome() {
        StageReport report = progress.report();
        return report == null ? Messages.StageView_running() : report.message();
    }

    /** The cause of a failure in the reader's language; empty where there is none. */
    @NonNull
    public String getCause() {
        StageReport report = progress.report();
        FailureCause cause = report == null ? null : report.cause();
        return cause == null ? "" : StatusTexts.of(cause);
    }

    /** How long it took, or has been taking. */
    @NonNull
    public String getDuration() {
        return Util.getTimeSpanString(progress.duration(now).toMillis());
    }

    /** When it began. */
    @NonNull
    public Date getStarted() {
        return Date.from(progress.startedAt());
    }

    /** Its steps, oldest first. */
    @NonNull
    public List<Step> getSteps() {
        return actions.stream()
                .map(action -> new Step(Date.from(action.at()), action.text()))
                .toList();
    }

    /** A step: when, and what. */
    public static final class Step {

        private final long at;
        private final String text;

        Step(Date at, String text) {
            this.at = at.getTime();
            this.text = text;
        }

        /** When. */
        @NonNull
        public Date getAt() {
            return new Date(at);
        }

        /** What. */
        @NonNull
        public String getText() {
            return text;
        }
    }
}
