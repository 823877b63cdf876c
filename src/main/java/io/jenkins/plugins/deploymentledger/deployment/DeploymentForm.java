package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What the form of a deployment says, read as a whole.
 *
 * @param deploymentPackage what is deployed, described here; null where the catalogue describes it
 * @param packageReference what is deployed, described in the catalogue; null where it is described here
 * @param polarity whether it is brought onto the machines or taken off
 * @param target where to
 * @param concurrency see {@link DeploymentJob#getConcurrency()}
 * @param reconnectMinutes see {@link DeploymentJob#getReconnectMinutes()}
 * @param options see {@link DeploymentJob#getOptions()}
 */
record DeploymentForm(
        @CheckForNull DeploymentPackage deploymentPackage,
        @CheckForNull PackageReference packageReference,
        @NonNull Polarity polarity,
        @NonNull DeploymentTarget target,
        int concurrency,
        int reconnectMinutes,
        @NonNull DeploymentOptions options) {

    /**
     * Reads a form.
     *
     * @throws Descriptor.FormException if a field is missing or cannot be read; it names the field
     */
    static DeploymentForm read(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        // What is chosen by a radio button stands in an object of its own.
        JSONObject choice = form.optJSONObject("packageFrom");
        JSONObject deployed = choice == null ? form : choice;
        try {
            PackageReference named = named(request, deployed);
            return new DeploymentForm(
                    named == null ? described(request, deployed) : null,
                    named,
                    form.optBoolean("uninstall") ? Polarity.UNINSTALL : Polarity.INSTALL,
                    target(request, form),
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
                            DeploymentLimits.MAX_RECONNECT_MINUTES),
                    options(request, form));
        } catch (IllegalArgumentException e) {
            throw new Descriptor.FormException(e.getMessage(), e, "deploymentPackage");
        }
    }

    /** Puts all of it into a job, which is not saved by that. */
    void put(@NonNull DeploymentJob job) {
        job.setDeploymentPackage(deploymentPackage);
        job.setPackageReference(packageReference);
        job.setPolarity(polarity);
        job.setDeploymentTarget(target);
        job.setConcurrency(concurrency);
        job.setReconnectMinutes(reconnectMinutes);
        job.setOptions(options);
    }

    /** A group that is gone is told here, as a package is, rather than by a run that fails. */
    private static DeploymentTarget target(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        DeploymentTarget target = request.bindJSON(DeploymentTarget.class, object(form, "deploymentTarget"));
        if (target instanceof GroupTarget named) {
            named.find();
        }
        return target;
    }

    @CheckForNull
    private static PackageReference named(StaplerRequest2 request, JSONObject form) {
        JSONObject reference = form.optJSONObject("packageReference");
        if (reference == null) {
            return null;
        }
        PackageReference named = request.bindJSON(PackageReference.class, reference);
        named.resolve();
        return named;
    }

    private static DeploymentPackage described(StaplerRequest2 request, JSONObject form)
            throws Descriptor.FormException {
        JSONObject described = object(form, "deploymentPackage");
        if (number(described, "timeoutMinutes", 0, 1, DeploymentPackage.MAX_TIMEOUT_MINUTES) == 0) {
            described.remove("timeoutMinutes");
        }
        return request.bindJSON(DeploymentPackage.class, described);
    }

    /**
     * Reads the rules alone.
     *
     * @throws Descriptor.FormException if they cannot be read; it names the field
     */
    static DeploymentOptions options(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        JSONObject described = form.optJSONObject("options");
        if (described == null) {
            return new DeploymentOptions();
        }
        for (OptionNumber each : OptionNumber.values()) {
            described.put(each.field(), number(described, each.field(), each.usual(), each.min(), each.max()));
        }
        try {
            DeploymentOptions options = request.bindJSON(DeploymentOptions.class, described);
            options.validate();
            return options;
        } catch (IllegalArgumentException e) {
            throw new Descriptor.FormException(e.getMessage(), e, "options");
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
