package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * The new full names of what goes along with the folder that this thread moves, and of which core has not told yet. Names alone
     * do not tell: what is later moved from a folder of the old name to the folder looks the same.
     */
    private final ThreadLocal<Set<String>> along = ThreadLocal.withInitial(HashSet::new);

    @Override
    public void onCreated(Item item) {
        Hook.run("a new item", () -> created(Event.ITEM_CREATED, item, event -> event));
    }

    @Override
    public void onCopied(Item source, Item item) {
        Hook.run(
                "a copy",
                () -> created(Event.ITEM_COPIED, item, event -> event.detail("source", source.getFullName())));
    }

    private static void created(Event event, Item item, UnaryOperator<AuditEvent.Builder> details) {
        AuditEvent.Builder entry = details.apply(begin(event, item));
        ConfigSaves.created(event, Targets.of(item), Items.getConfigFile(item).getFile(), entry);
    }

    @Override
    public void onDeleted(Item item) {
        Hook.run(
                "a deleted item",
                () -> ConfigSaves.deleted(
                        Event.ITEM_DELETED, Items.getConfigFile(item).getFile(), begin(Event.ITEM_DELETED, item)));
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
            if (goesAlong(item, newFullName)) {
                return;
            }
            boolean renamed = parent(oldFullName).equals(parent(newFullName));
            record(renamed ? Event.ITEM_RENAMED : Event.ITEM_MOVED, item, event -> event.detail("from", oldFullName)
                    .detail("to", newFullName));
            // So that the story of what had the old name does not end without a word.
            Target now = Targets.of(item);
            AuditTrail.record(AuditTrail.begin(Event.ITEM_LEFT)
                    .on(now.kind(), oldFullName, oldFullName)
                    .detail("to", newFullName));
            follow(item, oldFullName);
        });
    }

    private boolean goesAlong(Item item, String newFullName) {
        if (along.get().remove(newFullName)) {
            return true;
        }
        along.remove();
        if (item instanceof ItemGroup<?> group) {
            Items.allItems2(ACL.SYSTEM2, group, Item.class)
                    .forEach(one -> along.get().add(one.getFullName()));
        }
        return false;
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
        AuditTrail.record(details.apply(begin(event, item)));
    }

    private static AuditEvent.Builder begin(Event event, Item item) {
        return AuditTrail.begin(event, item).detail("type", item.getClass().getName());
    }
}
