package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the object that a configuration file is of by the place of the file alone: the objects themselves are not to be touched here. */
final class FilePlace {

    /** Jenkins writes the id right at the beginning. */
    private static final Pattern USER =
            Pattern.compile("\\A[^>]*>\\s*<user>\\s*(?:<version>\\d+</version>\\s*)?<id>([^<&]{1,255})</id>");

    private FilePlace() {}

    /** @param key the path of the file below the home of Jenkins */
    @NonNull
    static Target target(@NonNull String key) {
        String[] steps = key.split("/");
        String last = steps.length > 1 ? steps[steps.length - 2] : key;
        if (isItem(key)) {
            // Each item is in a directory of the group, jobs or branches for instance, in the directory of the item
            // above.
            List<String> names = new ArrayList<>();
            for (int i = 1; i < steps.length - 1; i += 2) {
                names.add(steps[i]);
            }
            String name = String.join("/", names);
            return new Target("item", name, name);
        }
        if (isUser(key)) {
            // The directory of a user begins with what is left of the id without unusual letters, and ends with a
            // number or a digest.
            String id = last.replaceFirst("_[0-9a-f]+$", "");
            return new Target("user", id, id);
        }
        if (key.startsWith("nodes/")) {
            return new Target("node", last, last);
        }
        return new Target("file", key, key);
    }

    /** Whether it is a user's. */
    static boolean isUser(@NonNull String key) {
        return key.startsWith("users/");
    }

    /**
     * Whom the configuration of a user says that it is of.
     *
     * @return empty if it does not say so in plain letters
     */
    @NonNull
    static Optional<Target> user(@NonNull byte[] content) {
        Matcher id = USER.matcher(new String(content, StandardCharsets.UTF_8));
        return id.find() ? Optional.of(new Target("user", id.group(1), id.group(1))) : Optional.empty();
    }

    /** Whether it is an item's. */
    static boolean isItem(@NonNull String key) {
        return key.startsWith("jobs/");
    }
}
