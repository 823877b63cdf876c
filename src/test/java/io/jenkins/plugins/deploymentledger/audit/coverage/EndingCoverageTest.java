package io.jenkins.plugins.deploymentledger.audit.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Main;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** What {@code AuditCoverageTest} cannot do, since the controller ends with it. */
@Timeout(900)
class EndingCoverageTest {

    /** What Stapler tells of a call in a header, if it is told to trace. */
    private static final Pattern CALL = Pattern.compile("-> <([\\w.$]+)@\\p{XDigit}+>\\.(\\w+)\\(\\.\\.\\.\\)");

    /** The requests by which the methods of this class are run there. */
    private static final String HARNESS = "org.jvnet.hudson.test.";

    /** Where a restart ends the process, as a service is restarted by what watches it. */
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .javaOptions(
                    "-Dstapler.trace=true",
                    "-Dhudson.lifecycle=hudson.lifecycle.ExitLifecycle",
                    "-Djenkins.model.Jenkins.exitCodeOnRestart=0");

    private final List<String> called = new ArrayList<>();

    @Test
    void everyActionLeavesItsEntry() throws Throwable {
        jenkins.startJenkins();
        String token = jenkins.runRemotely(EndingCoverageTest::secure);
        AuditClient client = new AuditClient(jenkins.getUrl(), "admin", token).heardBy(this::hear);
        List<String> wrong = new ArrayList<>();
        Map<String, String> reached = new TreeMap<>();
        List<CoverageAction> actions = Area.ENDINGS.actions();
        for (int i = 0; i < actions.size(); i++) {
            CoverageAction action = actions.get(i);
            called.clear();
            String problem = problem(action, i, client);
            if (problem.isEmpty()) {
                called.forEach(method -> reached.putIfAbsent(method, action.name()));
            } else {
                wrong.add(action.name() + " [" + action.way() + "]: " + problem);
            }
        }
        assertEquals("", String.join("\n", wrong), wrong.size() + " actions");
        assertTrue(
                WebMethodTable.isUpToDate(Area.ENDINGS, reached),
                "docs/audit-web-methods.md was not up to date and has been written anew; commit it");
    }

    private String problem(CoverageAction action, int number, AuditClient client) throws Throwable {
        long mark = jenkins.runRemotely(EndingCoverageTest::mark);
        Process process = jenkins.getProcess();
        int status = action.doing().by(client);
        if (!action.isDone(status)) {
            return "answered " + status;
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            return "Jenkins does not end";
        }
        jenkins.stopJenkins();
        jenkins.startJenkins();
        return jenkins.runRemotely(EndingCoverageTest::wrong, number, mark);
    }

    private void hear(HttpHeaders headers) {
        for (List<String> values : headers.map().values()) {
            for (String value : values) {
                Matcher call = CALL.matcher(value);
                if (call.matches()) {
                    called.addAll(ReachedMethods.declared(type(call.group(1)), call.group(2)));
                }
            }
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String secure(JenkinsRule j) throws Throwable {
        return Administrators.token(j);
    }

    private static Long mark(JenkinsRule j) {
        // With the harness comes that there is no restart.
        Main.isUnitTest = false;
        return TestTrail.settled();
    }

    private static String wrong(JenkinsRule j, Integer number, Long mark) throws Throwable {
        TestTrail.settled();
        List<AuditEntry> entries = TestTrail.since(mark).stream()
                .filter(entry -> !entry.target().id().startsWith(HARNESS))
                .toList();
        return Area.ENDINGS.actions().get(number).problem(entries);
    }
}
