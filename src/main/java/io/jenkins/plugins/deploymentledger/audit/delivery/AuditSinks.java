package io.jenkins.plugins.deploymentledger.audit.delivery;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Descriptor;
import io.jenkins.plugins.deploymentledger.audit.settings.TrailConfiguration;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSinkDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The receivers of the trail, such as outside anchors. */
@Extension(ordinal = 10)
@Symbol("auditSinks")
public final class AuditSinks extends TrailConfiguration {

    /** How many there may be. */
    static final int MOST = 20;

    private List<AuditSink> sinks = new ArrayList<>();

    /** The receivers of this controller. */
    @NonNull
    public static AuditSinks get() {
        return ExtensionList.lookupSingleton(AuditSinks.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.AuditSinks_displayName();
    }

    /** The receivers; unmodifiable. */
    @NonNull
    public List<AuditSink> getSinks() {
        return sinks == null ? List.of() : List.copyOf(sinks);
    }

    /**
     * Decides where the trail goes.
     *
     * @throws IllegalArgumentException if one is there twice, or there are more than 20; nothing is changed then
     */
    @DataBoundSetter
    public void setSinks(@CheckForNull List<AuditSink> sinks) {
        List<AuditSink> wanted = sinks == null ? List.of() : sinks;
        problem(wanted).ifPresent(problem -> {
            throw new IllegalArgumentException("sinks: " + problem);
        });
        this.sinks = new ArrayList<>(wanted);
        save();
        SinkDelivery.find().ifPresent(delivery -> delivery.serve(getSinks()));
    }

    private static Optional<String> problem(List<AuditSink> wanted) {
        if (wanted.size() > MOST) {
            return Optional.of(Messages.AuditSinks_tooMany(MOST));
        }
        Set<String> ids = new HashSet<>();
        for (AuditSink sink : wanted) {
            if (!ids.add(sink.id())) {
                return Optional.of(Messages.AuditSinks_twice(sink.getDestination()));
            }
        }
        return Optional.empty();
    }

    private static List<AuditSink> wanted(StaplerRequest2 request, JSONObject form) throws FormException {
        return form.has("sinks")
                ? Descriptor.newInstancesFromHeteroList(
                        request, form, "sinks", ExtensionList.lookup(AuditSinkDescriptor.class))
                : List.of();
    }

    @Override
    protected void check(StaplerRequest2 request, JSONObject form) throws FormException {
        Optional<String> problem = problem(wanted(request, form));
        if (problem.isPresent()) {
            throw new FormException(problem.get(), "sinks");
        }
    }

    @Override
    protected void take(StaplerRequest2 request, JSONObject form) throws FormException {
        List<AuditSink> wanted = wanted(request, form);
        // Writing for the first time that there are none would be an entry of a change, by whoever saves the page.
        if (!wanted.isEmpty() || !getSinks().isEmpty()) {
            setSinks(wanted);
        }
    }
}
