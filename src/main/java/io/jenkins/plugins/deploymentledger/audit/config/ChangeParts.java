package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigChange;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigDifference;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
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
            @NonNull Difference difference) {}

    private record Key(ChangeRule rule, String part) {}

    @NonNull
    static List<Part> of(@NonNull SaveSubject subject, @NonNull Shadows.Seen seen) {
        Map<Key, List<ConfigChange>> groups = new LinkedHashMap<>();
        List<ConfigChange> rest = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (ConfigChange change : seen.lines().changes()) {
            if (isSwitch(subject, change)) {
                Event event = isTrue(change.after()) ? Event.ITEM_DISABLED : Event.ITEM_ENABLED;
                parts.add(new Part(event, subject.target(), told(List.of(change))));
                continue;
            }
            key(change)
                    .map(key -> groups.computeIfAbsent(key, any -> new ArrayList<>()))
                    .orElse(rest)
                    .add(change);
        }
        groups.forEach((key, changes) -> part(subject, key, changes).ifPresent(parts::add));
        if (!rest.isEmpty()) {
            parts.add(new Part(subject.updated(), subject.target(), told(rest)));
        }
        // What one event tells alone is told in the better words of the comparison.
        if (parts.size() == 1 && groups.size() <= 1) {
            Part only = parts.get(0);
            return List.of(new Part(only.event(), only.target(), seen.difference()));
        }
        boolean unnamed = seen.lines().isEmpty() && !seen.difference().isEmpty();
        return unnamed ? List.of(new Part(subject.updated(), subject.target(), seen.difference())) : parts;
    }

    private static Difference told(List<ConfigChange> changes) {
        return new ConfigDifference(changes).told();
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
                .map(event -> new Part(event, key.rule().target(subject.target(), key.part()), told(changes)));
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
