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
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.util.ScriptListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hears of Groovy scripts before they run.
 *
 * <p>The script is kept beside its entry, without the secrets that can be told; scripts often hold others that nothing marks as
 * such, so that it takes more than to see the entry to read it, and it can be erased. The entry itself has a keyed fingerprint of
 * the whole, to be compared with that of a script in hand.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class ScriptCapture implements ScriptListener {

    /** How much of a script is kept, in characters; generated ones can be of any length. */
    private static final int MAX_KEPT = 1 << 20;

    private static final Pattern CHANNEL =
            Pattern.compile("hudson\\.remoting\\.(?:LocalChannel@.*|Channel@[0-9a-f]+:(?<agent>.*))");

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
                    .on("script", name, where(context))
                    .detail("correlation", correlationId);
            record(event, entry, script);
            // The script may be one that ends the process.
            Recorder.find().ifPresent(Recorder::hurry);
        });
    }

    /**
     * Records a script, which is kept beside its entry.
     *
     * @param script null if it is not known
     */
    public static void record(@NonNull Event event, @NonNull AuditEvent.Builder entry, @CheckForNull String script) {
        if (script == null) {
            AuditTrail.record(entry);
            return;
        }
        // Making the fingerprint needs a key from the disk, and keeping the script is writing.
        AuditTrail.record(event.type(), () -> {
            Redactor redactor = Redaction.redactor();
            entry.detail("length", Integer.toString(script.length()))
                    .detail("fingerprint", redactor.fingerprint(script.getBytes(StandardCharsets.UTF_8)));
            keep(entry, redactor, script);
            return List.of(entry.build());
        });
    }

    private static void keep(AuditEvent.Builder entry, Redactor redactor, String script) {
        boolean whole = script.length() <= MAX_KEPT;
        String redacted = whole ? redactor.text(script) : redactor.beginning(script, MAX_KEPT);
        if (!whole) {
            entry.detail("kept", "the first " + MAX_KEPT + " characters");
        }
        Optional<Recorder> recorder = Recorder.find();
        try {
            if (recorder.isPresent()) {
                entry.blob(recorder.get().trail().keep("script", redacted.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            entry.detail("kept", "nothing: " + e.getMessage());
        }
    }

    private static Event event(String feature) {
        return switch (feature) {
            case "RemotingDiagnostics" -> Event.SCRIPT_CONSOLE;
            case "GroovyCommand", "GroovyshCommand" -> Event.SCRIPT_CLI;
            default -> feature.contains("Hook") ? Event.SCRIPT_HOOK : Event.SCRIPT_OTHER;
        };
    }

    /** In which file the script stands, or on which node it runs, which core tells by the text of a channel. */
    private static String where(@CheckForNull Object context) {
        if (context instanceof File file) {
            return file.getName();
        }
        String text = context == null ? "" : context.toString();
        Matcher channel = CHANNEL.matcher(text);
        if (!channel.matches()) {
            return text;
        }
        String agent = channel.group("agent");
        return agent == null ? Targets.node("", "").id() : agent;
    }
}
