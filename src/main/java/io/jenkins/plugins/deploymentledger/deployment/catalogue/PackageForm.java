package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import jakarta.servlet.ServletException;
import java.util.function.Consumer;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Reads the form of a version. */
final class PackageForm {

    private static final String TIMEOUT = "timeoutMinutes";

    private PackageForm() {}

    /**
     * Reads the form of a request, and does something with what it says.
     *
     * @throws Descriptor.FormException if it cannot be read, or that cannot be done; the message says why
     */
    static void apply(@NonNull StaplerRequest2 request, @NonNull Consumer<DeploymentPackage> change)
            throws ServletException, Descriptor.FormException {
        JSONObject form = request.getSubmittedForm();
        if (form.optString(TIMEOUT, "").isBlank()) {
            form.remove(TIMEOUT);
        }
        try {
            change.accept(request.bindJSON(DeploymentPackage.class, form));
        } catch (IllegalArgumentException e) {
            throw new Descriptor.FormException(e.getMessage(), e, "package");
        }
    }
}
