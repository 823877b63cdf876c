package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.cli.CLICommand;
import hudson.cli.UpdateJobCommand;
import hudson.model.AbstractItem;
import hudson.model.Items;
import hudson.model.Saveable;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.SentDocument;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import java.io.BufferedReader;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.Ancestor;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Finds what the current request or command sent to be the configuration of an item. That is written as it was sent; other objects write out what they
 * made of it.
 */
public final class SentConfiguration {

    private SentConfiguration() {}

    /** What was sent for the object that is being saved; empty if it was nothing, or not for this one. */
    @NonNull
    static Optional<String> of(@NonNull Saveable saved) {
        RequestScope scope = RequestScope.current();
        // While it is loaded with it, an item may be saved that has another form already.
        boolean sent = scope != null
                && saved instanceof AbstractItem
                && !Items.currentlyUpdatingByXml()
                && (scope.transport() == RequestScope.Transport.CLI ? isOfCommand(saved) : isOfRequest(saved));
        return sent ? scope.sent().take() : Optional.empty();
    }

    /**
     * Has what the current command sends copied, if it is to be the configuration of an item.
     *
     * @param scope of the command, which has not begun to read
     */
    public static void copyOfCommand(@NonNull RequestScope scope) {
        if (CLICommand.getCurrent() instanceof UpdateJobCommand update) {
            update.stdin = scope.sent().copying(update.stdin);
        }
    }

    /**
     * Has what the current request sends copied, and looked at while Jenkins takes it in, if it is to be the configuration of an item.
     *
     * @param sent is given it
     * @param document reads it
     */
    @NonNull
    public static BufferedReader copyOfRequest(@NonNull SentDocument sent, @NonNull BufferedReader document) {
        return sent.copying(document, Shadows.MAX_FORESEEN, SentConfiguration::foresee);
    }

    private static void foresee(String sent) {
        RequestScope scope = RequestScope.current();
        Hook.perhaps("what is sent", () -> {
            if (scope != null && end() instanceof AbstractItem item && AnswerGate.holds()) {
                Shadows shadows = Shadows.get();
                ConfigFile.key(item.getConfigFile().getFile()).ifPresent(key -> Recorder.find()
                        .ifPresent(recorder -> recorder.prepare(() -> shadows.foresee(scope.id(), key, sent))));
            }
        });
    }

    private static boolean isOfCommand(Saveable saved) {
        return CLICommand.getCurrent() instanceof UpdateJobCommand update && update.job == saved;
    }

    private static boolean isOfRequest(Saveable saved) {
        return end() == saved;
    }

    /** Where the current request came to its end; what is in an item, and is written into its file, has its own form. */
    @CheckForNull
    private static Object end() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        List<Ancestor> way = request == null ? List.of() : request.getAncestors();
        return way.isEmpty() ? null : way.get(way.size() - 1).getObject();
    }
}
