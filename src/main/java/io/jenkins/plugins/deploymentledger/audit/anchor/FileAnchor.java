package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.sink.SinkEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.anchor.AnchorFile;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.Delivery;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Writes checkpoints to a file outside of Jenkins' home directory, such as on a file share that another host owns.
 *
 * <p>A checkpoint that the ledger does not continue is never overwritten: it is the evidence.
 */
public final class FileAnchor extends OutsideAnchor {

    private final String path;
    private boolean append;

    /**
     * Names a file.
     *
     * @param path absolute, in a directory that is there, outside of Jenkins' home directory
     * @throws IllegalArgumentException if it is not
     */
    @DataBoundConstructor
    public FileAnchor(String path) {
        this.path = checked("path", path, AnchorPath::problem);
    }

    /** Where the file stands. */
    @NonNull
    public String getPath() {
        return path;
    }

    /** Whether every checkpoint stays in the file, rather than the newest alone. */
    public boolean isAppend() {
        return append;
    }

    /** Decides whether every checkpoint stays in the file. */
    @DataBoundSetter
    public void setAppend(boolean append) {
        this.append = append;
    }

    @Override
    @NonNull
    public String id() {
        return id("file", path);
    }

    @Override
    @NonNull
    public String getDestination() {
        return path;
    }

    @Override
    public void take(@NonNull Delivery delivery) throws IOException {
        Path file = AnchorPath.of(path);
        AnchorFile anchor = new AnchorFile(file, append);
        Optional<Checkpoint> kept = anchor.newest(delivery.verifier());
        if (kept.isPresent() && !delivery.continues(kept.get())) {
            throw new IOException(
                    Messages.FileAnchor_notContinued(file, kept.get().size()));
        }
        long had = kept.map(Checkpoint::size).orElse(0L);
        long written = delivery.previous().map(Checkpoint::size).orElse(0L);
        if (had < delivery.checkpoint().size()) {
            anchor.write(delivery.note());
        }
        if (had < written) {
            AuditTrail.record(AuditTrail.begin(SinkEvent.ANCHOR_LOST)
                    .on("anchor", path, path)
                    .outcome(Outcome.FAILURE)
                    .detail("written", Long.toString(written))
                    .detail("found", Long.toString(had)));
        }
    }

    /** Describes {@link FileAnchor}. */
    @Extension(ordinal = 20)
    @Symbol("anchorFile")
    public static final class DescriptorImpl extends OutsideAnchorDescriptor {

        /** A descriptor of anchors with a file. */
        public DescriptorImpl() {
            super("path", AnchorPath::problem);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FileAnchor_displayName();
        }

        @Override
        @NonNull
        Optional<String> warning(@NonNull String place) {
            Path parent = AnchorPath.of(place).getParent();
            return parent != null && Files.isWritable(parent)
                    ? Optional.empty()
                    : Optional.of(Messages.FileAnchor_notWritable());
        }

        /** Requires a file in a directory outside of Jenkins' home directory. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckPath(@QueryParameter String value) {
            return checkPlace(value);
        }
    }
}
