package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Records at the start which plugins, secret files and start-up scripts changed while Jenkins was down, and keeps up to date what
 * the next start will compare with.
 *
 * <p>What changes while Jenkins runs is told by those who change it; this class only keeps it.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class FactsDrift extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(FactsDrift.class.getName());

    private final PluginArchives archives = new PluginArchives(Jenkins.get().getPluginManager().rootDir);
    private Map<String, String> last = Map.of();
    private boolean compared;

    /** Compares with what was kept, and records what is different; returns at once, since to read all plugins takes some time. */
    public static void look() {
        Origin origin = Origin.now();
        for (FactsDrift drift : ExtensionList.lookup(FactsDrift.class)) {
            Timer.get().execute(() -> Hook.run("plugins, secrets and scripts", () -> drift.compare(origin)));
        }
    }

    /** Keeps what is known now. */
    public static void keep() {
        ExtensionList.lookup(FactsDrift.class).forEach(FactsDrift::update);
    }

    private synchronized void compare(Origin origin) {
        try {
            SortedMap<String, String> then = Facts.kept();
            SortedMap<String, String> now = Facts.now(archives);
            if (!then.isEmpty()) {
                TreeSet<String> keys = new TreeSet<>(then.keySet());
                keys.addAll(now.keySet());
                keys.forEach(key -> compare(origin, key, then.get(key), now.get(key)));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What changed while Jenkins was down is not to be known", e);
        }
        compared = true;
        update();
    }

    private static void compare(
            Origin origin, @NonNull String key, @CheckForNull String then, @CheckForNull String now) {
        if (then != null && now != null && Facts.isSame(then, now)) {
            return;
        }
        String kind = key.substring(0, key.indexOf(' '));
        String name = key.substring(kind.length() + 1);
        Event event =
                switch (kind) {
                    case "plugin" -> Event.DRIFT_PLUGIN;
                    case "secret" -> Event.DRIFT_SECRET;
                    default ->
                        then == null ? Event.DRIFT_ADDED : now == null ? Event.DRIFT_REMOVED : Event.DRIFT_CHANGED;
                };
        AuditTrail.record(origin.into(AuditEvent.of(event.type()))
                .on(kind, name, name)
                .detail("before", then == null ? "(none)" : then)
                .detail("after", now == null ? "(none)" : now));
    }

    private synchronized void update() {
        // Before the comparison it would overwrite what there is to compare with.
        if (!compared) {
            return;
        }
        SortedMap<String, String> now = Facts.now(archives);
        if (!now.equals(last)) {
            try {
                Facts.keep(now);
                last = now;
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "What the next start is to be compared with cannot be kept", e);
            }
        }
    }

    @Override
    protected void doRun() {
        update();
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }
}
