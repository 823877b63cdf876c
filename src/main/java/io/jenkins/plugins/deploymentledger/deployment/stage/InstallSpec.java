package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What a machine needs to know to install.
 *
 * @param root the agent's root directory
 * @param key of the run's work on the machine, see {@link InstallOrder#keyOf}
 * @param commands the install command for each operating system that has one
 * @param variables the environment variables besides those of the agent
 * @param keptBytes how much output is kept on the machine
 */
record InstallSpec(
        @NonNull String root,
        @NonNull String key,
        @NonNull HashMap<OsFamily, String> commands,
        @NonNull HashMap<String, String> variables,
        long keptBytes)
        implements Serializable {

    /** Marks every process of the installation, so that all of them can be found. */
    static final String COOKIE = "DEPLOYMENT_LEDGER_COOKIE";

    static InstallSpec of(InstallOrder order, int ordinal, String machine, String root) {
        HashMap<String, String> variables = new HashMap<>(order.variables());
        variables.put("DEPLOYMENT_PACKAGE", order.name());
        variables.put("DEPLOYMENT_VERSION", order.version());
        variables.put("DEPLOYMENT_MACHINE", machine);
        variables.put("DEPLOYMENT_AGENT_ROOT", root);
        variables.put(COOKIE, order.keyOf(ordinal));
        Map<OsFamily, String> commands = new EnumMap<>(OsFamily.class);
        commands.putAll(order.commands());
        return new InstallSpec(root, order.keyOf(ordinal), new HashMap<>(commands), variables, MachineLog.MAX_OUTPUT);
    }
}
