package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.convergence.DriftPlot;
import io.jenkins.plugins.deploymentledger.core.convergence.Loss;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jvnet.localizer.ResourceBundleHolder;

/** What the page of a convergence shows. */
public final class ConvergenceView {

    private static final int MOST_CYCLES = 50;

    private static final int MOST_LOSSES = 20;

    private final ConvergenceProperty property;
    private final ConvergenceFile.Content content;

    ConvergenceView(@NonNull ConvergenceProperty property, @NonNull ConvergenceFile.Content content) {
        this.property = property;
        this.content = content;
    }

    static String text(String key) {
        return ResourceBundleHolder.get(Messages.class).format(key);
    }

    /** The looks, newest first. */
    @NonNull
    public List<CycleView> getCycles() {
        return content.cycles().stream().limit(MOST_CYCLES).map(CycleView::new).toList();
    }

    /** The newest look; null before the first. */
    @CheckForNull
    public CycleView getLast() {
        return content.cycles().isEmpty()
                ? null
                : new CycleView(content.cycles().get(0));
    }

    /** The newest look that saw how the machines stand; null if none did. */
    @CheckForNull
    public CycleView getSeen() {
        Cycle seen = content.seen();
        return seen == null ? null : new CycleView(seen);
    }

    /** Whether nothing could be looked at the last time, so that what is shown is older. */
    public boolean isStale() {
        return content.couldNotLook();
    }

    /** Whether nothing is tried until somebody says so. */
    public boolean isPaused() {
        return content.memory().paused();
    }

    /** What others want otherwise, in words for the current user. */
    @NonNull
    public List<String> getContradictions() {
        List<Contradiction> contradictions = content.contradictions();
        return contradictions == null
                ? List.of()
                : contradictions.stream().map(Contradiction::inWords).toList();
    }

    /** Whether its end has come. */
    public boolean isExpired() {
        return Neighbours.isExpired(property, Instant.now());
    }

    /** When it is looked at the next time, if nothing changes before. */
    @NonNull
    public Date getNext() {
        Instant next = ConvergenceKeeper.next(property, content);
        return Date.from(next.isBefore(Instant.now()) ? Instant.now() : next);
    }

    /** The share of machines that were as they should over the last thirty days; null where two looks are not there yet. */
    @CheckForNull
    public DriftPlot getDrift() {
        List<DriftPlot.Point> points = content.cycles().stream()
                .filter(cycle -> !cycle.counts().isEmpty())
                .map(cycle -> new DriftPlot.Point(Instant.ofEpochMilli(cycle.at()), cycle.percent()))
                .toList();
        return DriftPlot.of(points, Instant.now()).orElse(null);
    }

    /** The machines that were found to be no longer as they should, newest first. */
    @NonNull
    public List<LossView> getLosses() {
        List<Loss> losses = content.losses();
        return losses == null
                ? List.of()
                : losses.stream()
                        .limit(MOST_LOSSES)
                        .map(loss -> new LossView(loss.machine(), new Date(loss.seenAt()), new Date(loss.goneAt())))
                        .toList();
    }

    /**
     * A machine that is no longer as it should.
     *
     * @param machine its name
     * @param seen when its inventory last showed it as it should
     * @param gone when its inventory showed it otherwise
     */
    public record LossView(
            @NonNull String machine,
            @NonNull Date seen,
            @NonNull Date gone) {

        /** Copies the times. */
        public LossView {
            seen = new Date(seen.getTime());
            gone = new Date(gone.getTime());
        }

        /** The page with all that the machine has seen: its URL below the root of Jenkins. */
        @NonNull
        public String getUrl() {
            return Machines.pageUrl(machine);
        }

        @Override
        public Date seen() {
            return new Date(seen.getTime());
        }

        @Override
        public Date gone() {
            return new Date(gone.getTime());
        }
    }
}
