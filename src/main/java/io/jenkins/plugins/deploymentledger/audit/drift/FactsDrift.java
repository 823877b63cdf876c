package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Made;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Records which plugins, secret files and start-up scripts changed past Jenkins: at the start, those that changed since it was last looked, and
 * every minute those that changed while it runs, unless Jenkins itself explains it.
 *
 * <p>Whoever explains a change may do so only after it: so what nobody explains is told when it still is so at the next look, or when
 * Jenkins stops.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class FactsDrift extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(FactsDrift.class.getName());
    private static final String NONE = "(none)";

    private final Facts facts = new Facts();
    private final PluginChanges plugins = new PluginChanges();

    /** As things were, but for what is to be told yet; null until the start was compared. */
    private SortedMap<String, String> known;

    /** What nobody has explained yet, with what it is now. */
    private Map<String, String> doubtful = Map.of();

    /** What the next start will compare with. */
    private volatile Map<String, String> kept = Map.of();

    /** Whether something could not be told: from then on nothing more is kept, and the next start tells all since. */
    private volatile boolean untold;

    /** Compares with what was kept, and records what is different; returns at once, since to read all plugins takes some time. */
    public static void look() {
        Origin origin = Origin.now().with("phase", "startup");
        for (FactsDrift drift : ExtensionList.lookup(FactsDrift.class)) {
            Timer.get().execute(() -> Hook.run("plugins, secrets and scripts", () -> drift.compare(origin)));
        }
    }

    /** Tells and keeps what is known now, since Jenkins stops. */
    public static void keep() {
        ExtensionList.lookup(FactsDrift.class).forEach(drift -> drift.update(true));
    }

    /** Hears of an event that was not refused, and that may be what changed a plugin. */
    public static void heard(@NonNull Event event, @NonNull Target target) {
        Hook.run("a plugin", () -> ExtensionList.lookup(FactsDrift.class)
                .forEach(drift -> drift.plugins.heard(event, target)));
    }

    private synchronized void compare(Origin origin) {
        SortedMap<String, String> now = facts.now();
        List<AuditEvent> events = new ArrayList<>();
        try {
            FactsFile.Kept last = FactsFile.read();
            kept = last.facts();
            SortedMap<String, String> then = last.isFormer() ? FormerFacts.renamed(last.facts(), now) : last.facts();
            for (String key : keys(then, now)) {
                if (!Facts.isSame(then.get(key), now.get(key)) && !isOwnSecret(key, then, now)) {
                    events.add(event(origin, key, then.get(key), now.get(key)));
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "What changed while Jenkins was down is not to be known", e);
            Recorder.find().ifPresent(recorder -> recorder.recordPerhaps(() -> forgotten(recorder, origin, e)));
        }
        known = now;
        record(events, true);
        try {
            FactsFile.tidy();
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.FINE, "What older versions left is still there", e);
        }
    }

    /** At the very first start there is nothing to compare with. */
    private static List<AuditEvent> forgotten(Recorder recorder, Origin origin, IOException why) {
        if (!recorder.trail().isOld()) {
            return List.of();
        }
        boolean gone = why instanceof NoSuchFileException;
        // Whoever takes away what there is to compare with hides what changed.
        Target controller = Targets.controller();
        return List.of(origin.into(AuditEvent.of(Event.DRIFT_FORGOTTEN.type()))
                .on(controller.kind(), controller.id(), controller.name())
                .detail("file", FactsFile.NAME)
                .detail("because", gone ? "It is gone" : String.valueOf(why.getMessage()))
                .build());
    }

    private synchronized void update(boolean last) {
        if (known == null) {
            // It would overwrite what there is to compare with.
            return;
        }
        PluginChanges.Over over = plugins.over();
        SortedMap<String, String> now = facts.now();
        SortedMap<String, String> settled = new TreeMap<>(now);
        Map<String, String> doubts = new HashMap<>();
        List<AuditEvent> events = new ArrayList<>();
        Origin origin = Origin.now().with("phase", "running");
        for (String key : keys(known, now)) {
            String before = known.get(key);
            String after = now.get(key);
            if (Facts.isSame(before, after) || isExplained(key, known, now)) {
                continue;
            }
            String value = Objects.requireNonNullElse(after, NONE);
            if (last || value.equals(doubtful.get(key)) && !isAwaited(key)) {
                events.add(event(origin, key, before, after));
            } else {
                doubts.put(key, value);
                put(settled, key, before);
            }
        }
        plugins.takeBrought().forEach(one -> events.add(installed(one)));
        plugins.forget(over);
        known = settled;
        doubtful = doubts;
        record(events, false);
    }

    private static TreeSet<String> keys(SortedMap<String, String> then, SortedMap<String, String> now) {
        TreeSet<String> keys = new TreeSet<>(then.keySet());
        keys.addAll(now.keySet());
        return keys;
    }

    private static void put(Map<String, String> facts, String key, @CheckForNull String value) {
        if (value == null) {
            facts.remove(key);
        } else {
            facts.put(key, value);
        }
    }

    private boolean isExplained(String key, SortedMap<String, String> then, SortedMap<String, String> now) {
        return Facts.kindOf(key).equals(Facts.PLUGIN)
                ? plugins.explain(Facts.nameOf(key), then.get(key), now.get(key))
                : isOwnSecret(key, then, now);
    }

    /** Whether Jenkins is at something that may yet explain it. */
    private boolean isAwaited(String key) {
        return Facts.kindOf(key).equals(Facts.PLUGIN) && plugins.isAwaited(Facts.nameOf(key));
    }

    private static boolean isOwnSecret(String key, SortedMap<String, String> then, SortedMap<String, String> now) {
        return Facts.kindOf(key).equals(Facts.SECRET)
                && OwnSecrets.explain(Facts.nameOf(key), then.get(key), now.get(key))
                && !isCopied(key, then, now);
    }

    /** Whether a file is new, and holds what another there holds, or held. */
    private static boolean isCopied(String key, SortedMap<String, String> then, SortedMap<String, String> now) {
        String value = now.get(key);
        return !then.containsKey(key)
                && Stream.of(then, now)
                        .flatMap(facts -> facts.entrySet().stream())
                        .anyMatch(other -> !other.getKey().equals(key)
                                && Facts.kindOf(other.getKey()).equals(Facts.SECRET)
                                && other.getValue().equals(value));
    }

    private static AuditEvent event(
            Origin origin, @NonNull String key, @CheckForNull String then, @CheckForNull String now) {
        Event event =
                switch (Facts.kindOf(key)) {
                    case Facts.PLUGIN -> Event.DRIFT_PLUGIN;
                    case Facts.SECRET -> Event.DRIFT_SECRET;
                    default ->
                        then == null ? Event.DRIFT_ADDED : now == null ? Event.DRIFT_REMOVED : Event.DRIFT_CHANGED;
                };
        return origin.into(AuditEvent.of(event.type()))
                .on(Facts.kindOf(key), Facts.nameOf(key), Facts.nameOf(key))
                .detail("before", Objects.requireNonNullElse(then, NONE))
                .detail("after", Objects.requireNonNullElse(now, NONE))
                .build();
    }

    /** Of what comes in an archive from an address, only the archive tells which plugin it is; the update center has no part in it. */
    private static AuditEvent installed(PluginChanges.Brought brought) {
        Target target = Targets.plugin(brought.plugin(), brought.plugin());
        return brought.origin()
                .into(AuditEvent.of(Event.PLUGIN_INSTALLED.type()))
                .on(target.kind(), target.id(), target.name())
                .detail("version", Facts.version(brought.value()))
                .detail("sha256", Facts.digest(brought.value()))
                .build();
    }

    /**
     * Records what there is to tell, and keeps what is known; where it could not be told, the next start is to find all of it.
     *
     * @param anyway whether it is kept also where it is what is kept already
     */
    private void record(List<AuditEvent> events, boolean anyway) {
        SortedMap<String, String> state = Collections.unmodifiableSortedMap(known);
        Map<String, String> told = kept;
        if (!anyway && events.isEmpty() && state.equals(told)) {
            return;
        }
        Recorder.find()
                .ifPresent(recorder -> recorder.recordMade(
                        Event.DRIFT_CHANGED.type(), () -> new Made(events, () -> keep(state), () -> untold(told))));
    }

    private void keep(Map<String, String> state) {
        if (!untold) {
            write(state);
        }
    }

    private void untold(Map<String, String> told) {
        untold = true;
        if (!told.isEmpty() && !kept.equals(told)) {
            write(told);
        }
    }

    private void write(Map<String, String> state) {
        try {
            FactsFile.write(new TreeMap<>(state));
            kept = state;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What the next start is to be compared with cannot be kept", e);
        }
    }

    /** Whether the start was compared, and from then on what changes is seen. */
    public synchronized boolean isCompared() {
        return known != null;
    }

    @Override
    protected void doRun() {
        update(false);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }
}
