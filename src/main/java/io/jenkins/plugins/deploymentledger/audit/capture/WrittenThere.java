package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody wrote for others to read by an action that just went through, as Jenkins now shows it; without the secrets that can be
 * seen in it. Requests send it in many ways, and what it was about shows what came of them.
 */
@Restricted(NoExternalUse.class)
public final class WrittenThere {

    private WrittenThere() {}

    /** The details of an action of this event on what is called so. */
    @NonNull
    public static Map<String, String> of(@NonNull Event event, @NonNull Target target) {
        boolean build = event == Event.BUILD_UPDATED && !target.id().isEmpty();
        return of(event, build ? Run.fromExternalizableId(target.id()) : null);
    }

    /** The details of an action of this event on an object. */
    @NonNull
    public static Map<String, String> of(@NonNull Event event, @CheckForNull Object object) {
        Map<String, String> written = new TreeMap<>();
        if (event == Event.SYSTEM_QUIETDOWN) {
            put(written, "reason", Jenkins.get().getQuietDownReason());
        } else if (event == Event.BUILD_UPDATED && object instanceof Run<?, ?> run) {
            put(written, "description", run.getDescription());
            put(written, "display name", run.hasCustomDisplayName() ? run.getDisplayName() : null);
        }
        return written;
    }

    private static void put(Map<String, String> written, String name, @CheckForNull String text) {
        if (text != null && !text.isBlank()) {
            written.put(name, Redaction.typed(text));
        }
    }
}
