package io.jenkins.plugins.deploymentledger.audit.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventProvider;
import java.util.Collection;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Puts {@link ArchiveEvent} into the catalogue. */
@Restricted(NoExternalUse.class)
@Extension
public final class ArchiveEvents implements EventProvider {

    private static final String IMPORTED = "imported";

    @Override
    @NonNull
    public Collection<? extends EventDescription> getEvents() {
        return List.of(ArchiveEvent.values());
    }

    @Override
    @CheckForNull
    public String getCategoryName(@NonNull String category) {
        return category.equals(IMPORTED) ? Messages.ArchiveEvents_category() : null;
    }
}
