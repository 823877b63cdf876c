package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What the form of a deployment says, read as a whole.
 *
 * @param deploymentPackage what is deployed
 * @param target where to
 * @param concurrency see {@link DeploymentJob#getConcurrency()}
 * @param reconnectMinutes see {@link DeploymentJob#getReconnectMinutes()}
 */
record DeploymentForm(
        @NonNull DeploymentPackage deploymentPackage,
        @NonNull DeploymentTarget target,
        int concurrency,
        int reconnectMinutes) {

    /**
     * Reads a form.
     *
     * @throws Descriptor.FormException if a field is missing or cannot be read; it names the field
     */
    static DeploymentForm read(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        JSONObject described = object(form, "deploymentPackage");
        if (number(described, "timeoutMinutes", 0, 1, DeploymentPackage.MAX_TIMEOUT_MINUTES) == 0) {
            described.remove("timeoutMinutes");
        }
        try {
            return new DeploymentForm(
                    request.bindJSON(DeploymentPackage.class, described),
                    request.bindJSON(DeploymentTarget.class, object(form, "deploymentTarget")),
                    number(
                            form,
                            "concurrency",
                            DeploymentLimits.DEFAULT_CONCURRENCY,
                            1,
                            DeploymentLimits.MAX_CONCURRENCY),
                    number(
                            form,
                            "reconnectMinutes",
                            DeploymentLimits.DEFAULT_RECONNECT_MINUTES,
                            0,
                            DeploymentLimits.MAX_RECONNECT_MINUTES));
        } catch (IllegalArgumentException e) {
            throw new Descriptor.FormException(e.getMessage(), e, "deploymentPackage");
        }
    }

    private static JSONObject object(JSONObject form, String field) throws Descriptor.FormException {
        JSONObject object = form.optJSONObject(field);
        if (object == null) {
            throw new Descriptor.FormException(Messages.DeploymentForm_missing(field), field);
        }
        return object;
    }

    /** A number in a field; the value for none where the field is absent or blank. */
    private static int number(JSONObject form, String field, int none, int min, int max)
            throws Descriptor.FormException {
        String text = form.optString(field, "").trim();
        if (text.isEmpty()) {
            return none;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Descriptor.FormException(Messages.DeploymentForm_number(field, text, min, max), e, field);
        }
        throw new Descriptor.FormException(Messages.DeploymentForm_number(field, text, min, max), field);
    }
}
