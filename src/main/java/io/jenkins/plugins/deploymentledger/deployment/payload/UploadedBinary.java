package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItem;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/** A file that a user uploaded; it is kept in the content store under its SHA-256. */
public final class UploadedBinary extends BinarySource {

    private String sha256;
    private String fileName;

    /**
     * Names a file in the content store.
     *
     * @param sha256 of its content; may be empty where a file is uploaded in the same form
     * @param fileName under which the install command finds it
     */
    @DataBoundConstructor
    public UploadedBinary(String sha256, String fileName) {
        this.sha256 = Util.fixNull(sha256).trim().toLowerCase(Locale.ROOT);
        this.fileName = Util.fixNull(fileName).trim();
    }

    /** The SHA-256 of the content; empty where nothing was uploaded. */
    @NonNull
    public String getSha256() {
        return Util.fixNull(sha256);
    }

    /** The name under which the install command finds the file. */
    @NonNull
    public String getFileName() {
        return Util.fixNull(fileName);
    }

    /**
     * Takes an uploaded file into the store, in place of what was named before.
     *
     * @param file as the form sends it; one without a name was not chosen and changes nothing
     * @throws IOException if it cannot be stored
     */
    @DataBoundSetter
    public void setFile(FileItem<?> file) throws IOException {
        if (file == null || Util.fixEmpty(file.getName()) == null) {
            return;
        }
        try (InputStream content = file.getInputStream()) {
            StoredBinary stored = ContentStore.get().put(content, file.getName());
            sha256 = stored.sha256();
            fileName = stored.fileName();
        } finally {
            file.delete();
        }
    }

    /** Always null: a file that was uploaded is known by its SHA-256. What has a setter must have this. */
    @CheckForNull
    @Restricted(DoNotUse.class) // by reflection
    public FileItem<?> getFile() {
        return null;
    }

    @Override
    public StoredBinary fetch(Run<?, ?> run, Authentication as, ContentStore store) throws UnavailableBinaryException {
        StoredBinary stored = store.find(getSha256(), getFileName());
        if (stored == null) {
            throw new UnavailableBinaryException(
                    FailureCause.BINARY_MISSING,
                    getSha256().isEmpty() ? Messages.UploadedBinary_none() : Messages.UploadedBinary_missing(sha256));
        }
        return stored;
    }

    @Override
    public String describe() {
        return Messages.UploadedBinary_description(getFileName());
    }

    @Override
    public String content() {
        return Util.fixEmpty(sha256);
    }

    /** Describes {@link UploadedBinary}. */
    @Extension(ordinal = 100)
    @Symbol("uploaded")
    public static final class DescriptorImpl extends SourceDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.UploadedBinary_displayName();
        }

        /** Requires 64 digits; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckSha256(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null || ContentStore.isSha256(value.trim())
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.sha256_malformed());
        }
    }
}
