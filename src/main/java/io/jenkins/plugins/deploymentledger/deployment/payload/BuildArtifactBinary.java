package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * An artifact that a build of a job archived.
 *
 * <p>What it says to a run names no job: whoever may read the run may not be meant to know of the other job. The configuration names it.
 */
public final class BuildArtifactBinary extends BinarySource {

    private static final Logger LOGGER = Logger.getLogger(BuildArtifactBinary.class.getName());

    private static final String DEFAULT_BUILD = "lastSuccessfulBuild";

    private final String job;
    private final String artifact;
    private String build;

    /**
     * Names an artifact.
     *
     * @param job the job's full name, such as {@code folder/app}
     * @param artifact its path below the archived artifacts, such as {@code target/app.tar.gz}
     */
    @DataBoundConstructor
    public BuildArtifactBinary(String job, String artifact) {
        this.job = Util.fixNull(job).trim();
        this.artifact = Util.fixNull(artifact).trim();
    }

    /** The job's full name. */
    @NonNull
    public String getJob() {
        return Util.fixNull(job);
    }

    /** The artifact's path. */
    @NonNull
    public String getArtifact() {
        return Util.fixNull(artifact);
    }

    /** Which build: a number, or a permalink such as {@code lastSuccessfulBuild}. */
    @NonNull
    public String getBuild() {
        return build == null ? DEFAULT_BUILD : build;
    }

    /**
     * Sets which build.
     *
     * @param build a number or a permalink; the last successful build by default
     */
    @DataBoundSetter
    public void setBuild(String build) {
        String trimmed = Util.fixEmptyAndTrim(build);
        this.build = DEFAULT_BUILD.equals(trimmed) ? null : trimmed;
    }

    @Override
    public StoredBinary fetch(Run<?, ?> run, Authentication as, ContentStore store) throws UnavailableBinaryException {
        Job<?, ?> from = find(getJob());
        if (from == null || !mayRead(from, reader(as))) {
            throw missing(Messages.BuildArtifactBinary_notForRun());
        }
        Run<?, ?> source = findBuild(from);
        if (source == null) {
            throw missing(Messages.BuildArtifactBinary_noBuild(getBuild()));
        }
        try {
            VirtualFile root = source.getArtifactManager().root();
            VirtualFile file = root.child(getArtifact());
            if (getArtifact().isEmpty() || leavesRoot(getArtifact()) || !file.isFile()) {
                throw missing(Messages.BuildArtifactBinary_noArtifact(getArtifact()));
            }
            try (InputStream content = file.open()) {
                return store.put(content, file.getName());
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The artifact " + getArtifact() + " of " + source + " cannot be read");
            throw new UnavailableBinaryException(
                    FailureCause.BINARY_MISSING, Messages.BuildArtifactBinary_unreadable(getArtifact()), e);
        }
    }

    private static boolean leavesRoot(String path) {
        return path.startsWith("/") || Arrays.asList(path.split("[/\\\\]")).contains("..");
    }

    private Run<?, ?> findBuild(Job<?, ?> from) {
        if (getBuild().chars().allMatch(Character::isDigit)) {
            try {
                return from.getBuildByNumber(Integer.parseInt(getBuild()));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        PermalinkProjectAction.Permalink permalink = from.getPermalinks().get(getBuild());
        return permalink == null ? null : permalink.resolve(from);
    }

    private static UnavailableBinaryException missing(String message) {
        return new UnavailableBinaryException(FailureCause.BINARY_MISSING, message);
    }

    @CheckForNull
    private static Job<?, ?> find(String name) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(name, Job.class);
        }
    }

    private static boolean mayRead(Job<?, ?> job, Authentication as) {
        ACL acl = job.getACL();
        return acl.hasPermission2(as, Item.READ)
                && (!Run.ARTIFACTS.getEnabled() || acl.hasPermission2(as, Run.ARTIFACTS));
    }

    /**
     * Who asks for the artifact: as whom the run goes to machines; and where that is Jenkins itself, as without a plugin that says
     * otherwise, anybody who is logged in. Who starts it does not count by that alone, since another may have named what that one may
     * read.
     */
    private static Authentication reader(Authentication as) {
        return as.equals(ACL.SYSTEM2)
                ? new UsernamePasswordAuthenticationToken(
                        "authenticated", "", List.of(SecurityRealm.AUTHENTICATED_AUTHORITY2))
                : as;
    }

    @Override
    public String describe() {
        return Messages.BuildArtifactBinary_description(getArtifact(), getJob(), getBuild());
    }

    /** Describes {@link BuildArtifactBinary}. */
    @Extension(ordinal = 80)
    @Symbol("buildArtifact")
    public static final class DescriptorImpl extends SourceDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.BuildArtifactBinary_displayName();
        }

        /** Requires a job that the user can see. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckJob(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null ? !Jenkins.get().hasPermission(Jenkins.ADMINISTER) : !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            Job<?, ?> from = Jenkins.get().getItemByFullName(Util.fixNull(value).trim(), Job.class);
            return from == null || !mayRead(from, Jenkins.getAuthentication2())
                    ? FormValidation.error(Messages.BuildArtifactBinary_noJob(value))
                    : FormValidation.ok();
        }

        /** Completes the name of a job that the user can see. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public AutoCompletionCandidates doAutoCompleteJob(
                @AncestorInPath Item item, @AncestorInPath ItemGroup<?> container, @QueryParameter String value) {
            if (item == null ? !Jenkins.get().hasPermission(Jenkins.ADMINISTER) : !item.hasPermission(Item.CONFIGURE)) {
                return new AutoCompletionCandidates();
            }
            return AutoCompletionCandidates.ofJobNames(Job.class, value, container);
        }
    }
}
