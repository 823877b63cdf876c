package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Date;

/** A look at a convergence, as its page shows it. */
public final class CycleView {

    private final Cycle cycle;

    CycleView(Cycle cycle) {
        this.cycle = cycle;
    }

    /** When. */
    @NonNull
    public Date getAt() {
        return new Date(cycle.at());
    }

    /** What it led to, in words. */
    @NonNull
    public String getKind() {
        String words = ConvergenceView.text("Cycle." + cycle.kind().name());
        return cycle.due() == 0 ? words : Messages.ConvergencePage_machines(words, cycle.due());
    }

    /** The share of machines that had the package. */
    public int getPercent() {
        return cycle.percent();
    }

    /** How the machines stood, in words. */
    @NonNull
    public String getCounts() {
        StringBuilder counts = new StringBuilder();
        cycle.counts().forEach((state, count) -> counts.append(counts.isEmpty() ? "" : " · ")
                .append(count)
                .append(' ')
                .append(ConvergenceView.text("MemberState." + state.name())));
        return counts.toString();
    }

    /** The number of the run; null if there was none. */
    @CheckForNull
    public Integer getRun() {
        return cycle.run();
    }

    /** Why nothing was launched; null if there was no reason. */
    @CheckForNull
    public String getProblem() {
        return cycle.problem();
    }
}
