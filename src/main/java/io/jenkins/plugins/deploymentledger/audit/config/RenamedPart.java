package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigChange;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigDifference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A view that got another name. By its path in the file one went and another came; of all that was in the one, most is in the other.
 *
 * @param from the part as it was
 * @param to the part as it is
 * @param gone the lines of the one
 * @param come the lines of the other
 */
record RenamedPart(
        @NonNull ChangeParts.Key from,
        @NonNull ChangeParts.Key to,
        @NonNull List<ConfigChange> gone,
        @NonNull List<ConfigChange> come) {

    private static final String NAME = "/name";
    private static final String COLUMNS = "/columns";

    /** The most that is in a view that nobody has changed yet. */
    private static final Set<String> FLAGS = Set.of("true", "false");

    /** Takes out of the parts of a file that changed the one view that went and the one that came, if they are one. */
    @NonNull
    static Optional<RenamedPart> take(@NonNull Map<ChangeParts.Key, List<ConfigChange>> groups) {
        List<ChangeParts.Key> gone = new ArrayList<>();
        List<ChangeParts.Key> come = new ArrayList<>();
        groups.forEach((key, lines) -> lines.stream()
                .filter(line -> key.rule() == ChangeRules.VIEWS && line.path().equals(key.part()))
                .forEach(line -> (line.removed() ? gone : come).add(key)));
        if (gone.size() != 1 || come.size() != 1) {
            return Optional.empty();
        }
        RenamedPart renamed =
                new RenamedPart(gone.get(0), come.get(0), groups.get(gone.get(0)), groups.get(come.get(0)));
        if (!renamed.isOne()) {
            return Optional.empty();
        }
        groups.remove(renamed.from());
        groups.remove(renamed.to());
        return Optional.of(renamed);
    }

    /** Whether they are of the same type, at the same place, and alike but for the name. */
    private boolean isOne() {
        Map<String, String> before = values(from, gone);
        Map<String, String> after = values(to, come);
        long same = after.entrySet().stream()
                .filter(line -> Objects.equals(before.get(line.getKey()), line.getValue()))
                .count();
        return kind(from).equals(kind(to)) && 2 * same >= Math.max(before.size(), after.size());
    }

    /** Where it stands, and of what type it is. */
    private static String kind(ChangeParts.Key key) {
        int name = key.part().lastIndexOf('[');
        return name < 0 ? key.part() : key.part().substring(0, name);
    }

    /** What stands in the part, by the path within it, but for its name and what stands in every view. */
    private static Map<String, String> values(ChangeParts.Key key, List<ConfigChange> lines) {
        Map<String, String> values = new TreeMap<>();
        for (ConfigChange line : lines) {
            String within = line.path().substring(key.part().length());
            String value = line.removed() ? line.before() : line.after();
            if (!within.equals(NAME) && !within.startsWith(COLUMNS) && !value.isEmpty() && !FLAGS.contains(value)) {
                values.put(within, value);
            }
        }
        return values;
    }

    /** What is told of it: what it is called now, what it was called, and what else is no longer as it was. */
    @NonNull
    ChangeParts.Part told(@NonNull SaveSubject subject) {
        Target former = from.rule().target(subject.target(), from.part(), gone);
        Target now = to.rule().target(subject.target(), to.part(), come);
        Map<String, String> before = values(from, gone);
        Map<String, String> after = values(to, come);
        List<ConfigChange> changes = new ArrayList<>();
        changes.add(new ConfigChange(to.part() + NAME, former.name(), now.name()));
        Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(within -> !Objects.equals(before.get(within), after.get(within)))
                .map(within -> new ConfigChange(to.part() + within, before.get(within), after.get(within)))
                .forEach(changes::add);
        return new ChangeParts.Part(
                Event.VIEW_RENAMED, now, new ConfigDifference(changes).told(), Map.of("from", former.name()));
    }
}
