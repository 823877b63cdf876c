package io.jenkins.plugins.deploymentledger.machine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.slaves.AbstractCloudSlave;
import hudson.slaves.EphemeralNode;
import jenkins.model.Jenkins;

/**
 * Tells machines by their names: a machine is a Jenkins node.
 *
 * <p>The name of the built-in node is its alone. An agent may be called so, too, by anybody who may create agents: it is no machine,
 * so that nothing which is meant for it ever reaches the controller.
 */
public final class Machines {

    /** The name under which the built-in node is a machine; its node name is empty. */
    public static final String BUILT_IN = "(built-in)";

    /** What an agent is called here that took the built-in node's name; no node has it, since none can have a slash in its name. */
    private static final String NO_MACHINE = "agent/" + BUILT_IN;

    private Machines() {}

    /** The machine name of a node; of one that is no machine, a name that no node has. */
    @NonNull
    public static String nameOf(@NonNull Node node) {
        if (isBuiltIn(node)) {
            return BUILT_IN;
        }
        return isMachine(node) ? node.getNodeName() : NO_MACHINE;
    }

    /** Whether a node can be deployed to: all can but an agent that is called as the built-in node is. */
    public static boolean isMachine(@NonNull Node node) {
        return isBuiltIn(node) || !BUILT_IN.equals(node.getNodeName());
    }

    /** The node of a machine; null if there is none any more. */
    @CheckForNull
    public static Node find(@NonNull String machine) {
        Jenkins jenkins = Jenkins.get();
        return BUILT_IN.equals(machine) ? jenkins : jenkins.getNode(machine);
    }

    /** The computer of a machine; null if its node is gone or has no executors. */
    @CheckForNull
    public static Computer computer(@NonNull String machine) {
        Node node = find(machine);
        return node == null ? null : node.toComputer();
    }

    /**
     * Whether the current user may know what a machine is and has: whoever may deploy to it, or read its configuration. Of one whose
     * node is gone only administrators may.
     */
    public static boolean mayKnow(@NonNull String machine) {
        Node node = find(machine);
        if (node == null || isBuiltIn(node)) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return node.hasPermission(Computer.EXTENDED_READ) || node.hasPermission(Computer.BUILD);
    }

    /** The page of a machine, with all that it has seen: its URL below the root of Jenkins, with a slash at its end. */
    @NonNull
    public static String pageUrl(@NonNull String machine) {
        return "machines/" + Util.rawEncode(machine) + "/";
    }

    /** Whether the node is the controller itself. */
    public static boolean isBuiltIn(@NonNull Node node) {
        return node == Jenkins.get();
    }

    /** Whether the node comes and goes by itself, as a cloud's agents do, so that deploying to it is mostly in vain. */
    public static boolean isEphemeral(@NonNull Node node) {
        return node instanceof EphemeralNode || node instanceof AbstractCloudSlave;
    }
}
