package io.jenkins.plugins.deploymentledger.audit.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Puts {@link Event} into the catalogue, before what other plugins add. */
@Restricted(NoExternalUse.class)
@Extension(ordinal = 1000)
public final class JenkinsEvents implements EventProvider {

    private static final Set<String> CATEGORIES = List.of(Event.values()).stream()
            .map(event -> event.type().category().name())
            .collect(Collectors.toUnmodifiableSet());

    @Override
    @NonNull
    public Collection<? extends EventDescription> getEvents() {
        return List.of(Event.values());
    }

    @Override
    @CheckForNull
    public String getCategoryName(@NonNull String category) {
        return CATEGORIES.contains(category)
                ? ResourceBundleHolder.get(Messages.class).format("category." + category)
                : null;
    }
}
