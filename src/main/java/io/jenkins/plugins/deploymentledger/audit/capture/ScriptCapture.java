package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import groovy.lang.Binding;
import hudson.Extension;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.util.ScriptListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hears of Groovy scripts before they run.
 *
 * <p>Scripts often hold passwords that nothing marks as such. So the trail keeps a keyed fingerprint that can be compared with
 * that of a script in hand, and how long it was.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class ScriptCapture implements ScriptListener {

    @Override
    public void onScriptExecution(
            @CheckForNull String script,
            @CheckForNull Binding binding,
            @NonNull Object feature,
            @CheckForNull Object context,
            @NonNull String correlationId,
            @CheckForNull User user) {
        Hook.run("a script", () -> {
            Origin origin = Origin.heardAsSystem();
            if (user != null && !Identities.isAccount(origin.initiator())) {
                origin = origin.initiatedBy(Identities.of(user));
            }
            String name = feature instanceof Class<?> type ? type.getSimpleName() : feature.toString();
            Event event = event(name);
            AuditEvent.Builder entry = origin.into(AuditEvent.of(event.type()))
                    .on("script", name, context instanceof File file ? file.getName() : where(context))
                    .detail("correlation", correlationId);
            record(event, entry, script);
        });
    }

    private static void record(Event event, AuditEvent.Builder entry, @CheckForNull String script) {
        if (script == null) {
            AuditTrail.record(entry);
            return;
        }
        // Making the fingerprint needs a key from the disk.
        AuditTrail.record(
                event.type(),
                () -> List.of(entry.detail("length", Integer.toString(script.length()))
                        .detail("fingerprint", fingerprint(script))
                        .build()));
    }

    private static String fingerprint(String script) {
        return Redaction.redactor().fingerprint(script.getBytes(StandardCharsets.UTF_8));
    }

    private static Event event(String feature) {
        return switch (feature) {
            case "RemotingDiagnostics" -> Event.SCRIPT_CONSOLE;
            case "GroovyCommand", "GroovyshCommand" -> Event.SCRIPT_CLI;
            default -> feature.contains("Hook") ? Event.SCRIPT_HOOK : Event.SCRIPT_OTHER;
        };
    }

    private static String where(@CheckForNull Object context) {
        return context == null ? "" : context.toString();
    }
}
