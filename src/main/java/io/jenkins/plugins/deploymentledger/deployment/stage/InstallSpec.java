package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;

/**
 * What a machine needs to know to install.
 *
 * @param root the agent's root directory
 * @param key of the attempt, see {@link InstallOrder#keyOf(int, int)}
 * @param commands the command for each operating system that has one
 * @param architectures the processor architectures that the package is for; empty for all
 * @param variables the environment variables besides those of the agent
 * @param keptBytes how much output is kept on the machine
 */
record InstallSpec(
        @NonNull String root,
        @NonNull String key,
        @NonNull HashMap<OsFamily, String> commands,
        @NonNull HashSet<String> architectures,
        @NonNull HashMap<String, String> variables,
        long keptBytes)
        implements Serializable {

    /** Marks every process of the installation, so that all of them can be found. */
    static final String COOKIE = "DEPLOYMENT_LEDGER_COOKIE";

    static InstallSpec of(InstallOrder order, Work work, String root) {
        String key = order.keyOf(work.ordinal(), work.attempt());
        HashMap<String, String> variables = new HashMap<>(order.variables());
        variables.put("DEPLOYMENT_PACKAGE", order.name());
        variables.put("DEPLOYMENT_VERSION", order.version());
        variables.put("DEPLOYMENT_ACTION", order.polarity().name().toLowerCase(Locale.ROOT));
        variables.put("DEPLOYMENT_MACHINE", work.machine());
        variables.put("DEPLOYMENT_AGENT_ROOT", root);
        variables.put("DEPLOYMENT_ATTEMPT", Integer.toString(work.attempt()));
        variables.put(COOKIE, key);
        Map<OsFamily, String> commands = new EnumMap<>(OsFamily.class);
        commands.putAll(order.commands());
        return new InstallSpec(
                root,
                key,
                new HashMap<>(commands),
                new HashSet<>(order.architectures()),
                variables,
                MachineLog.MAX_OUTPUT);
    }
}
