package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hears of items that come, go and change their place.
 *
 * <p>When a folder changes its place, core tells of everything in it too. That is one action; the shadows below follow with it.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class ItemCapture extends ItemListener {

    /** The last change of place on this thread, to know what only went along. */
    private final ThreadLocal<Relocation> relocation = new ThreadLocal<>();

    private record Relocation(String from, String to) {
        boolean covers(String oldName, String newName) {
            return oldName.startsWith(from + "/") && newName.startsWith(to + "/");
        }
    }

    @Override
    public void onCreated(Item item) {
        Hook.run("a new item", () -> record(Event.ITEM_CREATED, item, event -> event));
        remember(Event.ITEM_CREATED, item);
    }

    @Override
    public void onCopied(Item source, Item item) {
        Hook.run(
                "a copy", () -> record(Event.ITEM_COPIED, item, event -> event.detail("source", source.getFullName())));
        remember(Event.ITEM_COPIED, item);
    }

    private static void remember(Event event, Item item) {
        Hook.run(
                "a new item's configuration",
                () -> ConfigSaves.created(
                        event, Targets.of(item), Items.getConfigFile(item).getFile()));
    }

    @Override
    public void onDeleted(Item item) {
        Hook.run("a deleted item", () -> {
            record(Event.ITEM_DELETED, item, event -> event);
            ConfigFile.key(item.getRootDir()).ifPresent(key -> {
                Shadows shadows = Shadows.get();
                AuditTrail.record(Event.ITEM_DELETED.type(), () -> {
                    shadows.forget(key);
                    return List.of();
                });
            });
        });
    }

    @Override
    public void onUpdated(Item item) {
        // Its file tells what changed; here it only counts as seen.
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.saw(Event.ITEM_CONFIG_UPDATED.type());
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        Hook.run("a moved item", () -> {
            Relocation last = relocation.get();
            if (last != null && last.covers(oldFullName, newFullName)) {
                return;
            }
            relocation.set(new Relocation(oldFullName, newFullName));
            boolean renamed = parent(oldFullName).equals(parent(newFullName));
            record(renamed ? Event.ITEM_RENAMED : Event.ITEM_MOVED, item, event -> event.detail("from", oldFullName)
                    .detail("to", newFullName));
            follow(item, oldFullName);
        });
    }

    private static void follow(Item item, String oldFullName) {
        Optional<String> to = ConfigFile.key(item.getRootDir());
        if (to.isPresent()) {
            String from = "jobs/" + String.join("/jobs/", oldFullName.split("/"));
            Shadows shadows = Shadows.get();
            AuditTrail.record(Event.ITEM_MOVED.type(), () -> {
                shadows.move(from, to.get());
                return List.of();
            });
        }
    }

    private static String parent(String fullName) {
        int slash = fullName.lastIndexOf('/');
        return slash < 0 ? "" : fullName.substring(0, slash);
    }

    private static void record(Event event, @NonNull Item item, UnaryOperator<AuditEvent.Builder> details) {
        Target target = Targets.of(item);
        AuditTrail.record(details.apply(AuditTrail.begin(event)
                .on(target.kind(), target.id(), target.name())
                .detail("type", item.getClass().getName())));
    }
}
