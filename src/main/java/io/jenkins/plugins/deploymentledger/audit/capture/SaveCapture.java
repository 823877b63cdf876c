package io.jenkins.plugins.deploymentledger.audit.capture;

import hudson.Extension;
import hudson.XmlFile;
import hudson.logging.LogRecorder;
import hudson.model.Node;
import hudson.model.Saveable;
import hudson.model.TopLevelItem;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.config.SaveSubject;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.audit.shadow.StateFiles;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hears of every file that Jenkins saves. Is called under the lock of the saved object, but not always: so it is called first, before another
 * listener gives others the time to save it again.
 */
@Restricted(NoExternalUse.class)
@Extension(ordinal = Integer.MAX_VALUE)
public final class SaveCapture extends SaveableListener {

    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (!StateFiles.contains(file.getFile())) {
            Hook.run("a save", () -> saved(saved, file.getFile()));
        }
    }

    private static void saved(Saveable saved, File file) {
        Saveable object = NodeList.object(saved, file);
        Optional<AuditEvent.Builder> created = object instanceof Node node ? NodeList.awaited(node) : Optional.empty();
        if (created.isPresent()) {
            ConfigSaves.created(Event.NODE_CREATED, Targets.of(object), file, created.get());
        } else {
            ConfigSaves.saved(object, file);
        }
    }

    @Override
    public void onDeleted(Saveable deleted, XmlFile file) {
        Hook.run("a deletion", () -> SaveSubject.of(deleted).ifPresent(subject -> {
            // Core tells of an item once more, as one that was deleted; what it held is told then, and forgotten.
            Optional<String> known =
                    deleted instanceof TopLevelItem ? Optional.empty() : ConfigFile.key(file.getFile());
            known.ifPresent(key -> {
                Shadows shadows = Shadows.get();
                AuditTrail.record(subject.updated().type(), () -> {
                    shadows.forget(key);
                    return List.of();
                });
            });
            if (deleted instanceof LogRecorder) {
                Target target = Targets.of(deleted);
                AuditTrail.record(
                        AuditTrail.begin(Event.LOG_RECORDER_DELETED).on(target.kind(), target.id(), target.name()));
            }
        }));
    }
}
