package io.jenkins.plugins.deploymentledger.machine.target;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/** All machines whose labels fit an expression. */
public final class LabelTarget extends DeploymentTarget {

    private final String label;
    private boolean includeBuiltIn;
    private boolean includeEphemeral;

    /**
     * Names machines by their labels.
     *
     * @param label an expression such as {@code linux && !test}
     */
    @DataBoundConstructor
    public LabelTarget(String label) {
        this.label = Util.fixNull(label).trim();
    }

    /** The label expression. */
    @NonNull
    public String getLabel() {
        return Util.fixNull(label);
    }

    /** Whether the built-in node counts, if its labels fit. */
    public boolean isIncludeBuiltIn() {
        return includeBuiltIn;
    }

    /** Sets whether the built-in node counts; it does not by default. */
    @DataBoundSetter
    public void setIncludeBuiltIn(boolean includeBuiltIn) {
        this.includeBuiltIn = includeBuiltIn;
    }

    /** Whether agents count that a cloud makes and removes, if their labels fit. */
    public boolean isIncludeEphemeral() {
        return includeEphemeral;
    }

    /** Sets whether agents of clouds count; they do not by default. */
    @DataBoundSetter
    public void setIncludeEphemeral(boolean includeEphemeral) {
        this.includeEphemeral = includeEphemeral;
    }

    @Override
    public List<String> resolve(Authentication as) {
        Label expression = parse(getLabel());
        List<Node> nodes = new ArrayList<>();
        if (includeBuiltIn) {
            nodes.add(Jenkins.get());
        }
        nodes.addAll(Jenkins.get().getNodes());
        return nodes.stream()
                .filter(node -> includeEphemeral || !Machines.isEphemeral(node))
                .filter(expression::matches)
                .filter(node -> isPermitted(node, as))
                .map(Machines::nameOf)
                .toList();
    }

    private static Label parse(String expression) {
        if (expression.isEmpty()) {
            throw new IllegalArgumentException(Messages.LabelTarget_empty());
        }
        try {
            return Label.parseExpression(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.LabelTarget_malformed(expression, e.getMessage()), e);
        }
    }

    @Override
    public String describe() {
        return Messages.LabelTarget_description(getLabel());
    }

    /** Describes {@link LabelTarget}. */
    @Extension(ordinal = 100)
    @Symbol("label")
    public static final class DescriptorImpl extends TargetDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LabelTarget_displayName();
        }

        /** Tells how many machines match now, to those who may configure the deployment. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckLabel(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter boolean includeBuiltIn,
                @QueryParameter boolean includeEphemeral) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            LabelTarget target = new LabelTarget(value);
            target.setIncludeBuiltIn(includeBuiltIn);
            target.setIncludeEphemeral(includeEphemeral);
            try {
                int matching = target.resolve(Jenkins.getAuthentication2()).size();
                return matching == 0
                        ? FormValidation.warning(Messages.LabelTarget_none())
                        : FormValidation.ok(Messages.LabelTarget_matching(matching));
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** Completes a label, for those who may configure the deployment. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public AutoCompletionCandidates doAutoCompleteLabel(@AncestorInPath Item item, @QueryParameter String value) {
            return mayConfigure(item) ? LabelExpression.autoComplete(value) : new AutoCompletionCandidates();
        }

        private static boolean mayConfigure(Item item) {
            return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
        }
    }
}
