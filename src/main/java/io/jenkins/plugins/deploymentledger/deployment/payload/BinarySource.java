package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.DescriptorExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Run;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Where the binary of a package comes from. */
public abstract class BinarySource implements Describable<BinarySource>, ExtensionPoint {

    /**
     * Brings the binary into the content store, unless it is there.
     *
     * <p>May take long; called on the thread of the run.
     *
     * @param run the deployment that needs it
     * @param as as whom it goes to machines; SYSTEM where nothing says otherwise
     * @param store where it goes
     * @throws UnavailableBinaryException if it cannot be had; typed, with what to do about it
     * @throws InterruptedException if the run is stopped meanwhile
     */
    @NonNull
    public abstract StoredBinary fetch(@NonNull Run<?, ?> run, @NonNull Authentication as, @NonNull ContentStore store)
            throws UnavailableBinaryException, InterruptedException;

    /** The source in a few words, for logs and pages. */
    @NonNull
    public abstract String describe();

    /** The SHA-256 of the content that it names, so that it is kept; null where only fetching tells. */
    @CheckForNull
    public String content() {
        return null;
    }

    @Override
    public SourceDescriptor getDescriptor() {
        return (SourceDescriptor) Describable.super.getDescriptor();
    }

    /** All kinds of sources. */
    @NonNull
    public static DescriptorExtensionList<BinarySource, SourceDescriptor> all() {
        return Jenkins.get().getDescriptorList(BinarySource.class);
    }

    /** Describes a kind of source. */
    public abstract static class SourceDescriptor extends Descriptor<BinarySource> {}
}
