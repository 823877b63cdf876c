package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigChange;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigDifference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Divides the difference of a file into the events that it stands for. */
final class ChangeParts {

    private static final Pattern DISABLED = Pattern.compile("/[^/]+/disabled");

    private ChangeParts() {}

    /**
     * An event that a part of a difference stands for.
     *
     * @param event what happened
     * @param target to what
     * @param difference the lines that say so
     */
    record Part(
            @NonNull Event event,
            @NonNull Target target,
            @NonNull ConfigDifference difference) {}

    private record Key(ChangeRule rule, String part) {}

    @NonNull
    static List<Part> of(@NonNull SaveSubject subject, @NonNull ConfigDifference difference) {
        Map<Key, List<ConfigChange>> groups = new LinkedHashMap<>();
        List<ConfigChange> rest = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (ConfigChange change : difference.changes()) {
            if (isSwitch(subject, change)) {
                Event event = isTrue(change.after()) ? Event.ITEM_DISABLED : Event.ITEM_ENABLED;
                parts.add(new Part(event, subject.target(), new ConfigDifference(List.of(change))));
                continue;
            }
            key(change)
                    .map(key -> groups.computeIfAbsent(key, any -> new ArrayList<>()))
                    .orElse(rest)
                    .add(change);
        }
        groups.forEach((key, changes) -> part(subject, key, changes).ifPresent(parts::add));
        if (!rest.isEmpty()) {
            parts.add(new Part(subject.updated(), subject.target(), new ConfigDifference(rest)));
        }
        return parts;
    }

    private static Optional<Key> key(ConfigChange change) {
        for (ChangeRule rule : ChangeRules.ALL) {
            Optional<String> part = rule.part(change);
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
                .map(event -> new Part(
                        event, key.rule().target(subject.target(), key.part()), new ConfigDifference(changes)));
    }

    /** Whether a line says that a job was enabled or disabled; a job's file may leave it out, which means enabled. */
    private static boolean isSwitch(SaveSubject subject, ConfigChange change) {
        return subject.updated() == Event.ITEM_CONFIG_UPDATED
                && DISABLED.matcher(change.path()).matches()
                && isTrue(change.before()) != isTrue(change.after());
    }

    private static boolean isTrue(@CheckForNull String value) {
        return "true".equals(value);
    }
}
