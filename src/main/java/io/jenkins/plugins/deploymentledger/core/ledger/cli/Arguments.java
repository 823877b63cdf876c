package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import io.jenkins.plugins.deploymentledger.core.ledger.query.Nearest;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SequenceRange;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line of one command, read strictly. */
final class Arguments {

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private final Path directory;
    private final Map<Option, List<String>> values = new EnumMap<>(Option.class);

    /**
     * Reads the words behind the command.
     *
     * @param words as given
     * @param allowed what the command understands
     * @throws UsageException if something is not understood
     */
    Arguments(List<String> words, Set<Option> allowed) throws UsageException {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                places.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            Option option = option(equals < 0 ? word : word.substring(0, equals), allowed);
            String value = "";
            if (!option.takesValue()) {
                if (equals >= 0) {
                    throw new UsageException(option.written() + " takes no value. Leave out what follows it.");
                }
            } else if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (++i < words.size()) {
                value = words.get(i);
            } else {
                throw new UsageException(option.written() + " needs a value behind it.");
            }
            values.computeIfAbsent(option, key -> new ArrayList<>()).add(value);
        }
        if (places.size() != 1) {
            throw new UsageException(
                    places.isEmpty()
                            ? "Name the directory of the ledger behind the command."
                            : "Name one directory, not " + places.size() + ": quote names with blanks or stars.");
        }
        this.directory = path("The directory", places.get(0));
    }

    private static Option option(String word, Set<Option> allowed) throws UsageException {
        for (Option option : allowed) {
            if (option.written().equals(word)) {
                return option;
            }
        }
        List<String> known = allowed.stream().map(Option::written).toList();
        throw new UsageException("There is no option " + Shown.quoted(word) + " here. "
                + Nearest.to(word, known)
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .orElse("Use " + String.join(", ", known) + '.'));
    }

    /** The ledger's directory. */
    Path directory() {
        return directory;
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    /** The values of an option that may be given several times. */
    List<String> all(Option option) {
        return List.copyOf(values.getOrDefault(option, List.of()));
    }

    /** The value of an option that may be given once. */
    Optional<String> one(Option option) throws UsageException {
        List<String> given = all(option);
        if (given.size() > 1) {
            throw new UsageException(option.written() + " is given " + given.size() + " times. Give it once.");
        }
        return given.stream().findFirst();
    }

    /** The value of an option that names a file. */
    Optional<Path> file(Option option) throws UsageException {
        Optional<String> name = one(option);
        return name.isEmpty() ? Optional.empty() : Optional.of(path(option.written(), name.get()));
    }

    /** The value of an option that names entries by their first and last sequence number. */
    Optional<SequenceRange> range(Option option) throws UsageException {
        Optional<String> text = one(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(text.get());
        if (!range.matches() || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
            throw new UsageException(option.written() + " " + Shown.quoted(text.get())
                    + " is no range of entries. Write the first and the last sequence number, as 0-999.");
        }
        return Optional.of(new SequenceRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2))));
    }

    /** The options that are parameters of a query. */
    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        values.forEach((option, given) -> {
            if (!option.parameter().isEmpty()) {
                parameters.put(option.parameter(), given);
            }
        });
        return parameters;
    }

    private static Path path(String what, String name) throws UsageException {
        if (name.isEmpty()) {
            throw new UsageException(what + " has no name. Name it.");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException(what + " has an impossible name: " + Shown.plain(e.getReason()) + '.');
        }
    }
}
