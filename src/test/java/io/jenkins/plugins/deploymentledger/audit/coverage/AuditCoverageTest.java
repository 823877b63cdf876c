package io.jenkins.plugins.deploymentledger.audit.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What people do and try, over real HTTP and the real command line, and the entry that each action leaves.
 *
 * <p>{@code docs/audit-coverage.md} is made of the actions of all areas; the test fails when it is not up to date.
 */
@Timeout(900)
class AuditCoverageTest {

    private static final Logger LOGGER = Logger.getLogger(AuditCoverageTest.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Path TABLE = Path.of("docs", "audit-coverage.md");

    /** Some are refused with it who would not exist without it. */
    @AfterEach
    void withoutManage() {
        Jenkins.MANAGE.setEnabled(false);
    }

    @ParameterizedTest
    @EnumSource(value = Area.class, names = "ENDINGS", mode = EnumSource.Mode.EXCLUDE)
    @WithJenkins
    void everyActionLeavesItsEntry(Area area, JenkinsRule j) throws Exception {
        AuditClient client = Administrators.client(j);
        List<String> wrong = new ArrayList<>();
        Map<String, String> reached = new TreeMap<>();
        for (CoverageAction action : area.actions()) {
            long began = System.nanoTime();
            action.before().in(j);
            long mark = TestTrail.settled();
            String problem = problem(action, mark, j, client);
            // What else a browser posts on its way has no part in the entry.
            Set<String> methods = ReachedMethods.reached(
                    action.requests(TestTrail.since(mark)), j.jenkins.getPluginManager().uberClassLoader);
            if (problem.isEmpty() && action.changes()) {
                methods.forEach(method -> reached.putIfAbsent(method, action.name()));
            }
            LOGGER.log(Level.INFO, "{0} [{1}] took {2} ms", new Object[] {
                action.name(), action.way(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)
            });
            if (!problem.isEmpty()) {
                wrong.add(action.name() + " [" + action.way() + "]: " + problem);
            }
        }
        assertEquals("", String.join("\n", wrong), wrong.size() + " actions");
        assertTrue(
                WebMethodTable.isUpToDate(area, reached),
                "docs/audit-web-methods.md was not up to date and has been written anew; commit it");
    }

    private static String problem(CoverageAction action, long mark, JenkinsRule j, AuditClient client)
            throws Exception {
        ReachedMethods.listen();
        int status;
        try {
            status = action.doing().by(client);
        } catch (IOException e) {
            return e.toString();
        }
        if (!action.isDone(status)) {
            return "answered " + status;
        }
        action.after().in(j);
        TestTrail.settled();
        if (!action.isRecorded(TestTrail.since(mark))) {
            // What comes of a request by itself is known at its end, which may come after its answer.
            try {
                Await.until(PATIENCE, "The entry is there", () -> action.isRecorded(TestTrail.since(mark)));
            } catch (AssertionError e) {
                return e.getMessage() + "; " + action.problem(TestTrail.since(mark));
            }
        }
        return action.problem(TestTrail.since(mark));
    }

    @Test
    void theTableIsUpToDate() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "# What the audit trail is tested to record",
                "",
                "Made by `AuditCoverageTest`, which does each of these as an administrator, or as whom the row names, over HTTP",
                "or the command line, and looks for exactly one entry of this type, with this target, who did it, the addresses",
                "of the request and the outcome *success*, *denied* where it is refused, or *unknown* where a part of it is. What is behind",
                "a star is made by Jenkins.",
                "What ends the controller is done by `EndingCoverageTest`, which looks when it has started again.",
                "",
                "That no web method of Jenkins is forgotten is what `CoreWebMethodsTest` holds: [audit-web-methods.md](audit-web-methods.md).",
                "",
                "**There must be no other entry**, with these exceptions: what the last column names; that a command was given",
                "(`cli.command`, or `cli.failed`), of each command; and that a token was used (`"
                        + CoverageAction.AUTHENTICATION + "`), which stands for many requests.",
                "What comes *later* comes by itself, as a build that was asked for begins and ends.",
                "",
                "`SAVE` and `APPLY` are a browser that opens the page, fills in its form and presses the button. Each form was saved once",
                "before, so that what it configures is written out; to save it with *nothing changed* leaves none. The differences in the entries",
                "show what the last column of these tables names, and nothing else: `+` was added, `-` removed.",
                "",
                "Jobs and folders are as Jenkins itself writes them when they are disabled or given credentials: of one that",
                "was made of a shorter file, the next save writes out what it left out, which is a change of its file and recorded.",
                ""));
        int count = Arrays.stream(Area.values())
                .mapToInt(area -> area.actions().size())
                .sum();
        assertTrue(count >= 100, "Only " + count + " actions");
        table.add(count + " actions.");
        for (Area area : Area.values()) {
            boolean differences =
                    area.actions().stream().anyMatch(action -> !action.shown().isEmpty());
            table.addAll(List.of(
                    "",
                    "## " + area.title(),
                    "",
                    "| action | how | event | target | besides |" + (differences ? " difference |" : ""),
                    "|---|---|---|---|---|" + (differences ? "---|" : "")));
            area.actions().forEach(action -> table.add(row(action) + (differences ? shown(action) : "")));
        }
        String now = String.join("\n", table) + "\n";
        String before = Files.exists(TABLE) ? Files.readString(TABLE) : "";
        if (!before.equals(now)) {
            Files.writeString(TABLE, now);
        }
        assertEquals(before, now, TABLE + " was not up to date and has been written anew; commit it");
    }

    private static String row(CoverageAction action) {
        String target = action.trace().target().isEmpty() ? "-" : action.trace().target();
        String besides = Stream.concat(
                        action.besides().stream().map(Trace::shown),
                        action.later().stream().map(one -> "later " + one.shown()))
                .collect(Collectors.joining(", "));
        return "| " + action.name() + " | `" + action.way() + "` | `"
                + action.trace().event() + "` | `" + target + "` |" + (besides.isEmpty() ? " |" : " " + besides + " |");
    }

    private static String shown(CoverageAction action) {
        String places = action.shown().stream()
                .distinct()
                .map(place -> "`" + place + "`")
                .collect(Collectors.joining(", "));
        return places.isEmpty() ? " |" : " " + places + " |";
    }
}
