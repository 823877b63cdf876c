package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.EditDistance;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
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

/** The machines of a group, as they are at the launch. */
public final class GroupTarget extends DeploymentTarget {

    private final String group;

    /** Names a group. */
    @DataBoundConstructor
    public GroupTarget(String group) {
        this.group = Util.fixNull(group).trim();
    }

    /** The name of the group. */
    @NonNull
    public String getGroup() {
        return Util.fixNull(group);
    }

    @Override
    public List<String> resolve(Authentication as) {
        return find().resolve(as);
    }

    /**
     * The group.
     *
     * @throws IllegalArgumentException if there is none of that name; the message has the nearest one
     */
    @NonNull
    public MachineGroup find() {
        return MachineGroups.get()
                .group(getGroup())
                .filter(named -> named.getMachines() != null)
                .orElseThrow(() -> new IllegalArgumentException(problem()));
    }

    private String problem() {
        String gone = Messages.GroupTarget_gone(getGroup());
        List<String> names = MachineGroups.get().getGroups().stream()
                .map(MachineGroup::getName)
                .toList();
        return names.isEmpty()
                ? gone
                : gone + ' ' + Messages.GroupTarget_near(EditDistance.findNearest(getGroup(), names));
    }

    @Override
    public String describe() {
        return Messages.GroupTarget_description(getGroup());
    }

    /** Describes {@link GroupTarget}. */
    @Extension(ordinal = 95)
    @Symbol("group")
    public static final class DescriptorImpl extends TargetDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GroupTarget_displayName();
        }

        /** The groups, for those who may configure the deployment; and the one that is chosen, even if it is gone. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public ListBoxModel doFillGroupItems(@AncestorInPath Item item, @QueryParameter String group) {
            ListBoxModel items = new ListBoxModel();
            boolean permitted =
                    item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
            if (permitted) {
                MachineGroups.get().getGroups().forEach(one -> items.add(one.getName()));
            }
            String chosen = Util.fixNull(group);
            if (!chosen.isEmpty() && items.stream().noneMatch(option -> option.value.equals(chosen))) {
                items.add(chosen);
            }
            return items;
        }
    }
}
