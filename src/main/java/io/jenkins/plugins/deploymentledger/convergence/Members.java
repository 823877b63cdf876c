package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.core.convergence.ConvergenceRules;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.Authentication;

/**
 * The machines of a convergence's target, and which of them are left alone: those that somebody has excluded, and those to which
 * its owner may not deploy.
 *
 * @param all in the order in which they are tried
 * @param forbidden those to which the owner may not deploy
 * @param rules by which they are kept up; they leave alone the forbidden ones, too
 * @param owner the id of the owner
 */
record Members(
        @NonNull Set<String> all,
        @NonNull Set<String> forbidden,
        @NonNull ConvergenceRules rules,
        @NonNull String owner) {

    /**
     * Finds them.
     *
     * @throws IllegalArgumentException if nothing may be launched in the owner's name, the owner may deploy to none of the machines, or
     *     the target cannot be understood; the message says why
     */
    @NonNull
    static Members of(@NonNull DeploymentJob job, @NonNull ConvergenceProperty property) {
        Authentication identity = property.permittedIdentity(job);
        String owner = String.valueOf(property.getOwner());
        // All of them first: who looks is to see which are left out, and why.
        Set<String> all = all(job);
        Set<String> forbidden = new LinkedHashSet<>();
        for (String machine : all) {
            Node node = Machines.find(machine);
            if (node != null && !node.getACL().hasPermission2(identity, Computer.BUILD)) {
                forbidden.add(machine);
            }
        }
        if (!all.isEmpty() && forbidden.size() == all.size()) {
            throw new IllegalArgumentException(Messages.Members_noneIsPermitted(owner));
        }
        return new Members(all, forbidden, property.rules(job.getPolarity()).leavingAlone(forbidden), owner);
    }

    /**
     * All machines of a target, whoever may deploy to them.
     *
     * @throws IllegalArgumentException if the target cannot be understood; the message says why
     */
    @NonNull
    static Set<String> all(@NonNull DeploymentJob job) {
        DeploymentTarget target = job.getDeploymentTarget();
        return target == null ? Set.of() : new LinkedHashSet<>(target.resolve(ACL.SYSTEM2));
    }

    /** Those that are kept up. */
    @NonNull
    Set<String> concerned() {
        Set<String> concerned = new LinkedHashSet<>(all);
        concerned.removeAll(rules.excluded());
        return concerned;
    }

    /** Those that are left alone. */
    @NonNull
    Set<String> leftAlone() {
        Set<String> leftAlone = new LinkedHashSet<>(all);
        leftAlone.retainAll(rules.excluded());
        return leftAlone;
    }

    /**
     * Why it is not known of machines how they stand, or why they are left alone, in words.
     *
     * @param seen what a look has shown
     */
    @NonNull
    Map<String, String> problems(@NonNull Map<String, String> seen) {
        Map<String, String> problems = new LinkedHashMap<>(seen);
        leftAlone().forEach(machine -> problems.put(machine, Messages.Members_excludedByName()));
        forbidden.forEach(machine -> problems.put(machine, Messages.Members_notPermitted(owner)));
        return problems;
    }
}
