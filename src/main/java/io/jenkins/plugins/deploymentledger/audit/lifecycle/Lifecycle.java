package io.jenkins.plugins.deploymentledger.audit.lifecycle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deploymentledger.audit.capture.PluginCapture;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.drift.FactsDrift;
import io.jenkins.plugins.deploymentledger.audit.drift.OfflineDrift;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.http.AuditFilter;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.record.SecondHand;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Records that Jenkins starts and stops, and closes the ledger last.
 *
 * <p>A file says that Jenkins runs. One that is still there at the start tells that it ended without stopping.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Lifecycle extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(Lifecycle.class.getName());
    private static final Duration FLUSH = Duration.ofSeconds(5);

    /** Records the start, and then what changed before it. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void started() {
        Hook.run("the start of Jenkins", () -> {
            boolean unclean = markRunning();
            if (unclean) {
                AuditTrail.record(event(Event.SYSTEM_UNCLEAN).outcome(Outcome.FAILURE));
            }
            AuditTrail.record(event(Event.SYSTEM_STARTED).detail("version", Jenkins.VERSION));
            if (AuditSettings.isOverridden()) {
                AuditTrail.record(event(Event.AUDIT_OVERRIDDEN));
            }
            Floods.recover();
            OfflineDrift.look();
            FactsDrift.look();
        });
    }

    @Override
    public void onBeforeShutdown() {
        // One by one: whatever fails here, Jenkins stops, and did not end without stopping.
        Hook.run("what waits for a request to tell it", SecondHand::release);
        Hook.run("what was counted", Floods::flushAll);
        Hook.run("installed plugins", PluginCapture::lookNow);
        Hook.run("plugins, secrets and scripts", FactsDrift::keep);
        Hook.run("the end of Jenkins", () -> {
            AuditTrail.record(event(Event.SYSTEM_STOPPED));
            Recorder.find().ifPresent(recorder -> recorder.flush(FLUSH));
        });
        Hook.run("the mark that Jenkins runs", Lifecycle::unmark);
    }

    /** Writes what waits and closes the ledger, when no request can change anything any more. */
    @Terminator(after = TermMilestone.STARTED, requires = AuditFilter.REQUESTS_OVER)
    public static void closed() throws InterruptedException {
        Optional<Recorder> recorder = Recorder.find();
        if (recorder.isPresent()) {
            // What came in while Jenkins was stopping.
            Hook.run("what waits for a request to tell it", SecondHand::release);
            Hook.run("what was counted", Floods::flushAll);
            recorder.get().close(FLUSH);
            Floods.close();
        }
    }

    private static AuditEvent.Builder event(@NonNull Event event) {
        return AuditTrail.begin(event).on("jenkins", "", "Jenkins");
    }

    private static Path mark() {
        return Jenkins.get().getRootDir().toPath().resolve("audit-trail-running");
    }

    private static boolean markRunning() {
        try {
            if (Files.exists(mark())) {
                return true;
            }
            Files.createFile(mark());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The mark that Jenkins runs cannot be written", e);
        }
        return false;
    }

    private static void unmark() {
        try {
            Files.deleteIfExists(mark());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The mark that Jenkins runs cannot be deleted", e);
        }
    }
}
