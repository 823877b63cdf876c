package io.jenkins.plugins.deploymentledger.audit.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.settings.TrailConfiguration;
import java.nio.file.Path;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Whether what leaves the trail by retention is kept in an archive. */
@Extension(ordinal = 20)
@Symbol("auditArchive")
public final class ArchiveSettings extends TrailConfiguration {

    private boolean keepRetained;

    /** The settings of this controller. */
    @NonNull
    public static ArchiveSettings get() {
        return ExtensionList.lookupSingleton(ArchiveSettings.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.ArchiveSettings_displayName();
    }

    /** Whether entries that leave go to the archive, rather than for good. */
    public boolean isKeepRetained() {
        return keepRetained;
    }

    /** Decides whether entries that leave go to the archive. */
    @DataBoundSetter
    public void setKeepRetained(boolean keepRetained) {
        this.keepRetained = keepRetained;
        save();
    }

    /** Where entries go that leave now; null if for good. */
    @CheckForNull
    public Path destination() {
        return keepRetained ? RetainedEntries.directory() : null;
    }

    @Override
    protected void check(StaplerRequest2 request, JSONObject form) {
        // A check box cannot be wrong.
    }

    @Override
    protected void take(StaplerRequest2 request, JSONObject form) {
        boolean wanted = form.optBoolean("keepRetained");
        // Writing for the first time what holds anyway would be an entry of a change, by whoever saves the page.
        if (wanted != keepRetained) {
            setKeepRetained(wanted);
        }
    }
}
