package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSinkDescriptor;
import java.util.Optional;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of outside anchors have in common: the whole form is looked at before anything is taken over. */
public abstract class OutsideAnchorDescriptor extends AuditSinkDescriptor {

    /** The field that says where the anchor is. */
    @NonNull
    abstract String place();

    /** What is wrong with where the anchor is to be, a sentence; empty if it can be used. */
    @NonNull
    abstract Optional<String> problem(@NonNull String place);

    /** What should be known of a place that can be used, a sentence; empty if there is nothing. */
    @NonNull
    abstract Optional<String> warning(@NonNull String place);

    /**
     * Looks at the rest of a form.
     *
     * @param form of an anchor whose place can be used
     * @throws FormException if it cannot be taken over
     */
    void check(@NonNull JSONObject form) throws FormException {
        // Most anchors have no more than their place.
    }

    @Override
    public final AuditSink newInstance(StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        Optional<String> problem = problem(form.optString(place()).trim());
        if (problem.isPresent()) {
            throw new FormException(problem.get(), place());
        }
        FormValidation minutes = minutes(form.optString("minutes"));
        if (minutes.kind == FormValidation.Kind.ERROR) {
            throw new FormException(minutes.getMessage(), "minutes");
        }
        check(form);
        return super.newInstance(request, form);
    }

    /** Checks where the anchor is to be while that is typed. */
    @NonNull
    final FormValidation checkPlace(@CheckForNull String value) {
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        String place = Util.fixNull(value).trim();
        return problem(place)
                .map(FormValidation::error)
                .orElseGet(() -> warning(place).map(FormValidation::warning).orElseGet(FormValidation::ok));
    }

    /** Checks that the time between two checkpoints is a number in range. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public final FormValidation doCheckMinutes(@QueryParameter String value) {
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        return minutes(value);
    }

    private static FormValidation minutes(String value) {
        return FormValidation.validateIntegerInRange(value, 1, OutsideAnchor.MAX_MINUTES);
    }
}
