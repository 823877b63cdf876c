package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSinkDescriptor;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of outside anchors have in common: the whole form is looked at before anything is taken over. */
public abstract class OutsideAnchorDescriptor extends AuditSinkDescriptor {

    private final String field;
    private final Function<String, Optional<String>> problem;

    /**
     * Describes anchors that are known by where they are.
     *
     * @param field the field that says where the anchor is
     * @param problem says what is wrong with where it is to be, a sentence; empty if that can be used
     */
    OutsideAnchorDescriptor(@NonNull String field, @NonNull Function<String, Optional<String>> problem) {
        this.field = field;
        this.problem = problem;
    }

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
        Optional<String> wrong = problem.apply(form.optString(field).trim());
        if (wrong.isPresent()) {
            throw new FormException(wrong.get(), field);
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
        return problem.apply(place)
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
