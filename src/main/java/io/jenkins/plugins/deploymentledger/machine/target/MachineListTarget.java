package io.jenkins.plugins.deploymentledger.machine.target;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Node;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/**
 * Machines that are named one by one.
 *
 * <p>Naming the built-in node or an agent of a cloud is opting in. A name that no node has at launch stays in the list:
 * the run shows it as gone.
 */
public final class MachineListTarget extends DeploymentTarget {

    private final String names;

    /**
     * Names machines.
     *
     * @param names of nodes, one on each line; {@code (built-in)} is the built-in node
     */
    @DataBoundConstructor
    public MachineListTarget(String names) {
        this.names = Util.fixNull(names).trim();
    }

    /** The names as they were written. */
    @NonNull
    public String getNames() {
        return Util.fixNull(names);
    }

    @Override
    public List<String> resolve(Authentication as) {
        List<String> machines = parse(getNames());
        if (machines.isEmpty()) {
            throw new IllegalArgumentException(Messages.MachineListTarget_empty());
        }
        for (String machine : machines) {
            Node node = Machines.find(machine);
            if (node != null && !isPermitted(node, as)) {
                throw new IllegalArgumentException(Messages.MachineListTarget_notPermitted(machine));
            }
        }
        return machines;
    }

    /** The names in a text, one on each line, each once. A comma is part of a name: Jenkins lets nodes be called so. */
    @NonNull
    public static List<String> parse(@NonNull String names) {
        return Arrays.stream(names.split("[\\r\\n]+"))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Tells which names in a text no node has now. It asks for no permission: whoever calls this has. */
    @NonNull
    public static FormValidation check(@NonNull String names) {
        List<String> machines = parse(names);
        List<String> unknown = machines.stream()
                .filter(machine -> Machines.find(machine) == null)
                .toList();
        if (unknown.isEmpty()) {
            return FormValidation.ok(Messages.MachineListTarget_known(machines.size()));
        }
        return FormValidation.warning(unknown.stream()
                .filter(machine -> machine.contains(","))
                .findFirst()
                .map(Messages::MachineListTarget_comma)
                .orElseGet(() -> Messages.MachineListTarget_unknown(String.join(", ", unknown))));
    }

    @Override
    public String describe() {
        List<String> machines = parse(getNames());
        return machines.size() == 1 ? machines.get(0) : Messages.MachineListTarget_description(machines.size());
    }

    /** Describes {@link MachineListTarget}. */
    @Extension(ordinal = 90)
    @Symbol("machines")
    public static final class DescriptorImpl extends TargetDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MachineListTarget_displayName();
        }

        /** Tells which names no node has, to those who may configure the deployment. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckNames(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null ? !Jenkins.get().hasPermission(Jenkins.ADMINISTER) : !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            String names = Util.fixNull(value);
            return names.isBlank() ? FormValidation.error(Messages.MachineListTarget_empty()) : check(names);
        }
    }
}
