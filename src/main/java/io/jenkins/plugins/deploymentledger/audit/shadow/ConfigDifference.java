package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What changed from one state of a configuration to the next.
 *
 * @param changes the lines that changed: first those of the state before, then those that are new
 */
public record ConfigDifference(@NonNull List<ConfigChange> changes) {

    private static final int MAX_TOLD = 500;
    private static final int MAX_VALUE = 4_000;

    /** Copies the list. */
    public ConfigDifference {
        changes = List.copyOf(changes);
    }

    @NonNull
    static ConfigDifference between(@NonNull Map<String, String> before, @NonNull Map<String, String> after) {
        List<ConfigChange> changes = new ArrayList<>();
        before.forEach((path, value) -> {
            String now = after.get(path);
            if (!value.equals(now)) {
                changes.add(new ConfigChange(path, value, now));
            }
        });
        after.forEach((path, value) -> {
            if (!before.containsKey(path)) {
                changes.add(new ConfigChange(path, null, value));
            }
        });
        return new ConfigDifference(changes);
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The part of it that is about these lines. */
    @NonNull
    public ConfigDifference only(@NonNull Predicate<ConfigChange> which) {
        return new ConfigDifference(changes.stream().filter(which).toList());
    }

    /** As text: a line with {@code -} for what was, a line with {@code +} for what is. */
    @NonNull
    public String format() {
        StringBuilder text = new StringBuilder();
        for (ConfigChange change : changes.subList(0, Math.min(MAX_TOLD, changes.size()))) {
            if (change.before() != null) {
                line(text, '-', change.path(), change.before());
            }
            if (change.after() != null) {
                line(text, '+', change.path(), change.after());
            }
        }
        if (changes.size() > MAX_TOLD) {
            text.append("… and ").append(changes.size() - MAX_TOLD).append(" more\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, char sign, String path, String value) {
        String cut = value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "…";
        String oneLine = cut.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        text.append(sign).append(' ').append(path).append(" = ").append(oneLine).append('\n');
    }
}
