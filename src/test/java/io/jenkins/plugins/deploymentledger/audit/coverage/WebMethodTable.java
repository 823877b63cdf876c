package io.jenkins.plugins.deploymentledger.audit.coverage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/audit-web-methods.md}: which web methods the actions of each area reached when they were done, and left their entries.
 *
 * <p>Each area compares and writes its own part, so that the table needs no run of them all.
 */
final class WebMethodTable {

    private static final Path FILE = Path.of("docs", "audit-web-methods.md");
    private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| (.+) \\|");
    private static final String SECTION = "## ";
    private static final List<String> HEAD = List.of(
            "# The web methods whose entries are tested",
            "",
            "Made by `AuditCoverageTest` and `EndingCoverageTest` while they do the actions of [audit-coverage.md](audit-coverage.md):",
            "to which web methods, of those by which a request may change something, Stapler took their requests. `CoreWebMethodsTest`",
            "demands each of Jenkins to be here or in `web-methods-without-action.txt`, which gives the reason.");

    private WebMethodTable() {}

    /** All web methods that are in the table. */
    static Set<String> all() throws IOException {
        Set<String> all = new TreeSet<>();
        read().values().forEach(rows -> all.addAll(rows.keySet()));
        return all;
    }

    /**
     * Compares the part of an area with what its actions reached, and writes it anew if it is another.
     *
     * @param reached each web method, with the first action that reached it
     * @return whether it was up to date
     */
    static boolean isUpToDate(Area area, Map<String, String> reached) throws IOException, URISyntaxException {
        Map<String, String> rows = new TreeMap<>(reached);
        rows.keySet().retainAll(WebMethods.all());
        rows.keySet().removeAll(MethodsWithoutAction.all());
        Map<String, Map<String, String>> parts = read();
        if (parts.getOrDefault(area.title(), Map.of()).equals(rows)) {
            return true;
        }
        parts.put(area.title(), rows);
        Files.write(FILE, lines(parts));
        return false;
    }

    private static List<String> lines(Map<String, Map<String, String>> parts) {
        List<String> lines = new ArrayList<>(HEAD);
        for (Area area : Area.values()) {
            Map<String, String> rows = parts.getOrDefault(area.title(), Map.of());
            if (!rows.isEmpty()) {
                lines.addAll(List.of("", SECTION + area.title(), "", "| web method | first reached by |", "|---|---|"));
                rows.forEach((method, action) -> lines.add("| `" + method + "` | " + action + " |"));
            }
        }
        return lines;
    }

    private static Map<String, Map<String, String>> read() throws IOException {
        Map<String, Map<String, String>> parts = new TreeMap<>();
        String title = "";
        for (String line : Files.exists(FILE) ? Files.readAllLines(FILE) : List.<String>of()) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith(SECTION)) {
                title = line.substring(SECTION.length());
            } else if (row.matches()) {
                parts.computeIfAbsent(title, key -> new TreeMap<>()).put(row.group(1), row.group(2));
            }
        }
        return parts;
    }
}
