package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.ArrayList;
import java.util.List;

/** Names the object that a configuration file is of by the place of the file alone: the objects themselves are not to be touched here. */
final class FilePlace {

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
        if (key.startsWith("users/")) {
            // The directory of a user ends with a number that is no part of the id.
            String id = last.replaceFirst("_[0-9]+$", "");
            return new Target("user", id, id);
        }
        if (key.startsWith("nodes/")) {
            return new Target("node", last, last);
        }
        return new Target("file", key, key);
    }

    /** Whether it is an item's. */
    static boolean isItem(@NonNull String key) {
        return key.startsWith("jobs/");
    }
}
