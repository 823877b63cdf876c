package io.jenkins.plugins.deploymentledger.audit.delivery;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.health.TrailProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns when no outside anchor keeps the checkpoints, and of receivers that fail. */
@Restricted(NoExternalUse.class)
@Extension
public final class SinkProblems implements TrailProblem {

    @Override
    @NonNull
    public Collection<String> getProblems() {
        List<SinkLine> lines = SinkDelivery.find().map(SinkDelivery::getLines).orElse(List.of());
        List<String> problems = new ArrayList<>();
        if (lines.stream().noneMatch(SinkLine::isOutsideAnchor)) {
            problems.add(Messages.SinkProblems_noAnchor());
        }
        lines.stream()
                .filter(SinkLine::isFailing)
                .forEach(line -> problems.add(
                        Messages.SinkProblems_failing(line.getDestination(), line.getProblem(), line.getLag())));
        return problems;
    }
}
