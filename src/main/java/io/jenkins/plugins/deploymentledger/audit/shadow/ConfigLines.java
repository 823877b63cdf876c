package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Compares two states of a configuration file, of which the secrets were taken out, as lines of a path and a value.
 *
 * <p>This is what tells which objects in a file changed; how they changed is told by
 * {@link io.jenkins.plugins.deploymentledger.core.change.ConfigComparison}.
 *
 * <p>An element of a list is named in the path by its id, its name or its key, an entry of a map by its key, a permission of a matrix by
 * itself, so that a change of one does not look like a change of all that follow. Of those without a name the first has no number.
 */
final class ConfigLines {

    /** To find out what each is of takes its time, and others wait for it. */
    static final int MAX_LINES = 10_000;

    private static final int MAX_DEPTH = 200;

    /** What is told even of a change of more lines than that. */
    private static final Pattern WEIGHTY =
            Pattern.compile("permission|authorizationStrategy|AuthorizationMatrix|securityRealm|redentials|oken");

    private static final List<String> NAMES = List.of("id", "uuid", "name", "key", "variable");

    private final List<ConfigChange> changes = new ArrayList<>();
    private final List<ConfigChange> added = new ArrayList<>();
    private boolean cut;

    /**
     * The lines that are not what they were.
     *
     * @param before null if there was nothing
     */
    @NonNull
    static ConfigDifference between(@CheckForNull XmlNode before, @NonNull XmlNode after) {
        ConfigLines reading = new ConfigLines();
        if (before != null && before.tag().equals(after.tag())) {
            reading.element("/" + after.tag(), before, after, 0);
        } else {
            if (before != null) {
                reading.element("/" + before.tag(), before, null, 0);
            }
            reading.element("/" + after.tag(), null, after, 0);
        }
        reading.changes.addAll(reading.added);
        if (reading.cut) {
            reading.changes.removeIf(change -> !isWeighty(change.path()));
        }
        return new ConfigDifference(reading.changes, reading.cut);
    }

    private void element(String path, @CheckForNull XmlNode before, @CheckForNull XmlNode after, int depth) {
        if (before == after) {
            return;
        }
        if (depth > MAX_DEPTH) {
            cut = true;
            return;
        }
        Map<String, String> old = attributes(before);
        Map<String, String> now = attributes(after);
        old.forEach((name, value) -> line(path + "/@" + name, value, now.get(name)));
        now.forEach((name, value) -> {
            if (!old.containsKey(name)) {
                line(path + "/@" + name, null, value);
            }
        });
        line(path, value(before), value(after));
        Map<String, XmlNode> former = places(path, before);
        Map<String, XmlNode> present = places(path, after);
        former.forEach((place, child) -> element(place, child, present.get(place), depth + 1));
        present.forEach((place, child) -> {
            if (!former.containsKey(place)) {
                element(place, null, child, depth + 1);
            }
        });
    }

    private void line(String path, @CheckForNull String before, @CheckForNull String after) {
        if (Objects.equals(before, after)) {
            return;
        }
        int lines = changes.size() + added.size();
        cut |= lines >= MAX_LINES;
        // Nobody is to hide what they gave themselves behind what nobody reads.
        if (lines < MAX_LINES || lines < 2 * MAX_LINES && isWeighty(path)) {
            (before == null ? added : changes).add(new ConfigChange(path, before, after));
        }
    }

    private static boolean isWeighty(String path) {
        return WEIGHTY.matcher(path).find();
    }

    @CheckForNull
    private static String value(@CheckForNull XmlNode element) {
        if (element == null) {
            return null;
        }
        return element.isLeaf() ? element.text() : "";
    }

    /** The version of the plugin that wrote the element changes with every update of that plugin. */
    private static Map<String, String> attributes(@CheckForNull XmlNode element) {
        if (element == null || element.attributes().isEmpty()) {
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>(element.attributes());
        attributes.remove("plugin");
        return attributes;
    }

    /** What is in an element, each by a path of its own. */
    private static Map<String, XmlNode> places(String path, @CheckForNull XmlNode element) {
        if (element == null || element.isLeaf()) {
            return Map.of();
        }
        Map<String, Integer> seen = new HashMap<>();
        Map<String, XmlNode> places = new LinkedHashMap<>();
        for (XmlNode child : element.children()) {
            String step = path + "/" + child.tag();
            String name = nameOf(child);
            int count = seen.merge(step + name, 1, Integer::sum);
            // The first stays what it is when others come.
            String place = name.isEmpty() && count == 1 ? step : step + "[" + (name.isEmpty() ? count : name) + "]";
            places.put(places.containsKey(place) ? place + "#" + count : place, child);
        }
        return places;
    }

    /** What an element of a list is called, if it says so itself; empty if not. */
    private static String nameOf(XmlNode element) {
        if (element.tag().equals("permission") && element.isLeaf()) {
            return element.text();
        }
        String named = "";
        int best = NAMES.size();
        for (XmlNode child : element.children()) {
            int rank = NAMES.indexOf(child.tag());
            if (rank >= 0 && rank < best && child.isLeaf()) {
                named = child.text();
                best = rank;
            }
        }
        if (named.isEmpty() && element.tag().equals("entry")) {
            return key(element);
        }
        // Each version of a package is one of its own.
        return element.tag().endsWith(".DeploymentPackage") ? named + version(element) : named;
    }

    /** The key of an entry of a map, or what that is called. */
    private static String key(XmlNode entry) {
        String key = entry.attributes().getOrDefault("key", "");
        if (!key.isEmpty() || entry.children().isEmpty()) {
            return key;
        }
        XmlNode first = entry.children().get(0);
        return first.isLeaf() ? first.text() : nameOf(first);
    }

    private static String version(XmlNode element) {
        return element.children().stream()
                .filter(child -> child.tag().equals("version") && child.isLeaf())
                .map(child -> " " + child.text())
                .findFirst()
                .orElse("");
    }
}
