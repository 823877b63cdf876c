package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Item;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page of a convergence: how its machines stand, and what its looks have led to. */
public final class ConvergencePage implements Action {

    private final DeploymentJob job;
    private final ConvergenceProperty property;

    ConvergencePage(DeploymentJob job, ConvergenceProperty property) {
        this.job = job;
        this.property = property;
    }

    @Override
    public String getIconFileName() {
        return "symbol-refresh";
    }

    @Override
    public String getDisplayName() {
        return Messages.ConvergencePage_displayName();
    }

    @Override
    public String getUrlName() {
        return "convergence";
    }

    /** The deployment that is kept up. */
    @NonNull
    public DeploymentJob getJob() {
        return job;
    }

    /** How hard it is tried, for the page. */
    @NonNull
    public ConvergenceProperty getProperty() {
        return property;
    }

    /** What is known, for the page. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public ConvergenceView getView() throws IOException {
        return new ConvergenceView(property, new Keeping(job, property).content());
    }

    /** The machines; part of the URL. */
    @NonNull
    public MemberTable getMembers() {
        return new MemberTable(job, property);
    }

    /** Looks now, on another thread. */
    @RequirePOST
    public HttpResponse doLook() {
        job.checkPermission(Item.BUILD);
        record(Event.CONVERGENCE_EVALUATED);
        Convergences.lookSoon(job);
        return HttpResponses.redirectToDot();
    }

    /** Tries nothing until it is resumed. */
    @RequirePOST
    public HttpResponse doPause() throws IOException {
        job.checkPermission(Item.CONFIGURE);
        new Keeping(job, property).changeMemory(Convergence::pause);
        record(Event.CONVERGENCE_PAUSED);
        if (ConvergenceListener.anyAwaits(job)) {
            // Who waits is told by a look.
            Convergences.tellSoon(job);
        }
        return HttpResponses.redirectToDot();
    }

    /** Goes on after a pause or a rest; machines that failed too often are still left alone. */
    @RequirePOST
    public HttpResponse doResume() throws IOException {
        job.checkPermission(Item.CONFIGURE);
        new Keeping(job, property).changeMemory(Convergence::resume);
        record(Event.CONVERGENCE_RESUMED);
        return HttpResponses.redirectToDot();
    }

    /** Goes on, and tries again the machines that failed too often. */
    @RequirePOST
    public HttpResponse doReset() throws IOException {
        job.checkPermission(Item.CONFIGURE);
        new Keeping(job, property).changeMemory(Convergence::reset);
        AuditTrail.record(AuditTrail.begin(Event.CONVERGENCE_RESUMED, job).detail("failures", "forgotten"));
        return HttpResponses.redirectToDot();
    }

    /** What is configured is told by the job's file; what is said here stands in no configuration. */
    private void record(Event event) {
        AuditTrail.record(AuditTrail.begin(event, job));
    }

    /** Gives each convergence its page. */
    @Extension
    public static final class Factory extends TransientActionFactory<DeploymentJob> {

        @Override
        public Class<DeploymentJob> type() {
            return DeploymentJob.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull DeploymentJob job) {
            ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
            return property == null ? List.of() : List.of(new ConvergencePage(job, property));
        }
    }
}
