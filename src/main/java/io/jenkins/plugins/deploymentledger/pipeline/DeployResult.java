package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.model.Jenkins;

/** What the step {@code deploy} returns: plain maps and lists, which every pipeline may read. */
final class DeployResult {

    /** The most failed machines that are named. */
    static final int MAX_FAILED = 1_000;

    private DeployResult() {}

    /** The values; {@code result} is null while the run is under way. */
    @NonNull
    static Map<String, Serializable> of(DeploymentRun run) {
        HashMap<String, Serializable> values = new HashMap<>();
        Result result = run.getResult();
        values.put("result", result == null ? null : result.toString());
        values.put("number", run.getNumber());
        values.put("deployment", run.getParent().getFullName());
        values.put("url", url(run));
        HashMap<String, Integer> counts = new HashMap<>();
        for (StatusGroup group : StatusGroup.values()) {
            counts.put(group.name().toLowerCase(Locale.ROOT), run.count(group));
        }
        values.put("counts", counts);
        values.put("failed", new ArrayList<>(failed(run)));
        return values;
    }

    /** Below the root of Jenkins, where nobody has told Jenkins its own URL. */
    private static String url(DeploymentRun run) {
        return Jenkins.get().getRootUrl() == null ? run.getUrl() : run.getAbsoluteUrl();
    }

    private static List<String> failed(DeploymentRun run) {
        return run.snapshot().machines().stream()
                .filter(machine -> machine.status().group() == StatusGroup.ERROR
                        || machine.status().group() == StatusGroup.UNREACHABLE)
                .map(MachineProgress::machine)
                .limit(MAX_FAILED)
                .toList();
    }
}
