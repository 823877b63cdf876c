package io.jenkins.plugins.deploymentledger.audit.sink;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventProvider;
import java.util.Collection;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Puts {@link SinkEvent} into the catalogue. */
@Restricted(NoExternalUse.class)
@Extension
public final class SinkEvents implements EventProvider {

    @Override
    @NonNull
    public Collection<? extends EventDescription> getEvents() {
        return List.of(SinkEvent.values());
    }
}
