package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigChange;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigDifference;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Divides the difference of a file into the events that it stands for. */
final class ChangeParts {

    /** How many objects in one file a save may change and have each told by an entry of its own. */
    private static final int MAX_PARTS = 1_000;

    /** How many paths are remembered whose part is known: most changes are of the same few. */
    private static final int MAX_KEYS = 1_000;

    /** Longer ones are not remembered: somebody may call something whatever they like. */
    private static final int MAX_KNOWN_PATH = 500;

    private static final Map<String, Optional<Key>> KEYS = new ConcurrentHashMap<>();

    private static final Pattern DISABLED = Pattern.compile("/[^/]+/disabled");

    private ChangeParts() {}

    /**
     * An event that a part of a difference stands for.
     *
     * @param event what happened
     * @param target to what
     * @param difference the lines that say so
     * @param facts what else they say
     */
    record Part(
            @NonNull Event event,
            @NonNull Target target,
            @NonNull Difference difference,
            @NonNull Map<String, String> facts) {

        /** The same with one more fact. */
        Part with(@NonNull String name, @NonNull String value) {
            Map<String, String> more = new TreeMap<>(facts);
            more.put(name, value);
            return new Part(event, target, difference, more);
        }
    }

    /** A part of the file, of a kind that has events of its own. */
    record Key(ChangeRule rule, String part) {}

    private record GrantKey(boolean granted, Target sid) {}

    /** Of a change of so much that not all of its parts are told apart, those that weigh most, and that it is so. */
    @NonNull
    static List<Part> of(@NonNull SaveSubject subject, @NonNull Shadows.Seen seen) {
        List<Part> parts = parts(subject, seen);
        if (!seen.lines().cut() && parts.size() <= MAX_PARTS) {
            return parts;
        }
        List<Part> told = new ArrayList<>(parts.subList(0, Math.min(MAX_PARTS, parts.size())));
        told.add(part(subject.updated(), subject.target(), seen.difference())
                .with("parts", "too much changed to tell all objects in the file that it is of"));
        return told;
    }

    private static List<Part> parts(SaveSubject subject, Shadows.Seen seen) {
        Map<Key, List<ConfigChange>> groups = new LinkedHashMap<>();
        Map<GrantKey, List<ConfigChange>> grants = new LinkedHashMap<>();
        List<ConfigChange> rest = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (ConfigChange change : seen.lines().changes()) {
            if (isSwitch(subject, change)) {
                Event event = isTrue(change.after()) ? Event.ITEM_DISABLED : Event.ITEM_ENABLED;
                parts.add(part(event, subject.target(), told(List.of(change))));
                continue;
            }
            Optional<Grant> grant = Grant.of(change);
            if (grant.isPresent()) {
                grants.computeIfAbsent(
                                new GrantKey(grant.get().granted(), grant.get().sid()), any -> new ArrayList<>())
                        .add(change);
                continue;
            }
            key(change)
                    .map(key -> groups.computeIfAbsent(key, any -> new ArrayList<>()))
                    .orElse(rest)
                    .add(change);
        }
        join(groups, ChangeRules.LEGACY_TOKEN, ChangeRules.TOKENS);
        join(groups, ChangeRules.CREDENTIAL_STORE, ChangeRules.CREDENTIALS);
        Optional<RenamedPart> renamed = RenamedPart.take(groups);
        renamed.ifPresent(one -> parts.add(one.told(subject)));
        groups.forEach((key, changes) -> part(subject, key, changes).ifPresent(parts::add));
        grants.forEach((key, changes) -> parts.add(part(subject, key, changes)));
        if (seen.lines().cut()) {
            return parts;
        }
        if (!rest.isEmpty()) {
            parts.add(part(subject.updated(), subject.target(), told(rest)));
        }
        // What one event tells alone is told in the better words of the comparison.
        if (parts.size() == 1 && groups.size() <= 1 && renamed.isEmpty()) {
            Part only = parts.get(0);
            return List.of(new Part(only.event(), only.target(), withoutNoise(seen.difference()), only.facts()));
        }
        boolean unnamed = seen.lines().isEmpty() && !seen.difference().isEmpty();
        return unnamed ? List.of(part(subject.updated(), subject.target(), seen.difference())) : parts;
    }

    private static Difference withoutNoise(Difference difference) {
        List<Change> told =
                difference.changes().stream().filter(change -> !isNoise(change)).toList();
        return new Difference(told, difference.more(), difference.note());
    }

    private static boolean isNoise(Change change) {
        return key(change.path()).filter(key -> key.rule().isNoise()).isPresent();
    }

    /** What changes together with an object, and says no more than that one, is no change of its own. */
    private static void join(Map<Key, List<ConfigChange>> groups, ChangeRule with, ChangeRule object) {
        Optional<Key> changed = first(groups, object);
        Optional<Key> beside = first(groups, with);
        if (changed.isPresent() && beside.isPresent()) {
            groups.get(changed.get()).addAll(groups.remove(beside.get()));
        }
    }

    private static Optional<Key> first(Map<Key, List<ConfigChange>> groups, ChangeRule rule) {
        return groups.keySet().stream().filter(key -> key.rule() == rule).findFirst();
    }

    /** The events of objects that stand in the file alone, without those of the object whose file it is. */
    @NonNull
    static List<Part> objects(@NonNull SaveSubject subject, @NonNull Shadows.Seen seen) {
        return of(subject, seen).stream()
                .filter(part -> !part.target().equals(subject.target()))
                .toList();
    }

    /** The events of what a new object of which another entry tells brought along, and which goes on by itself from then on. */
    @NonNull
    static List<Part> born(@NonNull SaveSubject subject, @NonNull Shadows.Seen seen) {
        return of(subject, seen).stream()
                .filter(part -> part.event() == Event.SCHEDULE_CREATED || part.event() == Event.CONVERGENCE_CREATED)
                .toList();
    }

    private static Part part(Event event, Target target, Difference difference) {
        return new Part(event, target, difference, Map.of());
    }

    /** What one user or group got or lost on one object. */
    private static Part part(SaveSubject subject, GrantKey key, List<ConfigChange> changes) {
        String permissions = changes.stream()
                .flatMap(change -> Grant.of(change).stream())
                .map(Grant::permission)
                .sorted()
                .collect(Collectors.joining(", "));
        Target on = subject.target();
        return new Part(
                key.granted() ? Event.PERMISSION_GRANTED : Event.PERMISSION_REVOKED,
                key.sid(),
                told(changes),
                Map.of("permissions", permissions, "on", on.id().isEmpty() ? on.name() : on.kind() + " " + on.id()));
    }

    private static Difference told(List<ConfigChange> changes) {
        return new ConfigDifference(changes).told();
    }

    private static Optional<Key> key(ConfigChange change) {
        return key(change.path());
    }

    private static Optional<Key> key(String path) {
        if (path.length() > MAX_KNOWN_PATH) {
            return found(path);
        }
        Optional<Key> known = KEYS.get(path);
        if (known != null) {
            return known;
        }
        if (KEYS.size() >= MAX_KEYS) {
            KEYS.clear();
        }
        return KEYS.computeIfAbsent(path, ChangeParts::found);
    }

    private static Optional<Key> found(String path) {
        for (ChangeRule rule : ChangeRules.ALL) {
            Optional<String> part = rule.part(path);
            if (part.isPresent()) {
                return Optional.of(new Key(rule, part.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Part> part(SaveSubject subject, Key key, List<ConfigChange> changes) {
        ConfigChange line = changes.stream()
                .filter(change -> change.path().equals(key.part()))
                .findFirst()
                .orElse(changes.get(0));
        return key.rule()
                .event(key.part(), line)
                .map(event -> part(event, key.rule().target(subject.target(), key.part(), changes), told(changes)));
    }

    /** Whether a line says that a job was enabled or disabled; a job's file may leave it out, which means enabled. */
    private static boolean isSwitch(SaveSubject subject, ConfigChange change) {
        boolean item =
                subject.updated() == Event.ITEM_CONFIG_UPDATED || subject.updated() == Event.DEPLOYMENT_CONFIGURED;
        return item && DISABLED.matcher(change.path()).matches() && isTrue(change.before()) != isTrue(change.after());
    }

    private static boolean isTrue(@CheckForNull String value) {
        return "true".equals(value);
    }
}
