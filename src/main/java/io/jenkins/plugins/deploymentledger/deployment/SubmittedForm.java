package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import hudson.model.Saveable;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.DescribableList;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * All that a job's form says beside its properties; read before core puts these in place, so that a form which is refused changes nothing.
 *
 * @param enabled whether the job may be launched
 * @param deployment what is deployed, where to and how
 * @param triggers by which it is launched
 */
record SubmittedForm(
        boolean enabled,
        @NonNull DeploymentForm deployment,
        @NonNull List<Trigger<?>> triggers) {

    /**
     * Reads the form of a request, and has the request keep it for {@link #of}.
     *
     * @param job as it is before
     * @param before the triggers that it has
     * @throws Descriptor.FormException if a field is missing or cannot be read; it names the field
     */
    static void read(
            @NonNull StaplerRequest2 request,
            @NonNull DeploymentJob job,
            @NonNull DescribableList<Trigger<?>, TriggerDescriptor> before)
            throws ServletException, IOException, Descriptor.FormException {
        JSONObject form = request.getSubmittedForm();
        DeploymentForm deployment = DeploymentForm.read(request, form);
        DescribableList<Trigger<?>, TriggerDescriptor> triggers = new DescribableList<>(Saveable.NOOP, before.toList());
        triggers.rebuild(request, form, Trigger.for_(job));
        request.setAttribute(
                SubmittedForm.class.getName(),
                new SubmittedForm(form.optBoolean("enable", true), deployment, triggers.toList()));
    }

    /** What was read of a request. */
    @NonNull
    static SubmittedForm of(@NonNull StaplerRequest2 request) {
        if (request.getAttribute(SubmittedForm.class.getName()) instanceof SubmittedForm read) {
            return read;
        }
        throw new IllegalStateException("The form was not read");
    }
}
