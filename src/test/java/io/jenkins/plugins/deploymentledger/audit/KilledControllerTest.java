package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.io.Serializable;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that is killed while many change things: what was answered is in the trail, and what was counted too. */
@Timeout(600)
class KilledControllerTest {

    private static final int CLIENTS = 32;
    private static final int ENOUGH = 200;
    private static final int READS = 25;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final AnsweredChanges changes = new AnsweredChanges();

    @Test
    void whatWasAnsweredIsInTheTrail() throws Throwable {
        jenkins.startJenkins();
        String token = jenkins.runRemotely(KilledControllerTest::secure);
        URL url = jenkins.getUrl();
        AuditClient reader = new AuditClient(url, "admin", token);
        for (int i = 0; i < READS; i++) {
            assertEquals(200, reader.get("whoAmI/api/json"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            AuditClient client = new AuditClient(url, "admin", token);
            clients.add(threads.submit(() -> changeUntilKilled(client, number)));
        }
        Await.until(
                Duration.ofMinutes(5),
                "The clients come to " + ENOUGH + " changes",
                () -> changes.soFar().size() >= ENOUGH);
        jenkins.stopJenkinsForcibly();
        for (Future<?> client : clients) {
            client.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        jenkins.startJenkins();
        jenkins.runRemotely(KilledControllerTest::check, new Actions(changes.soFar()));
    }

    private Void changeUntilKilled(AuditClient client, int number) throws Exception {
        try {
            for (int i = 0; ; i++) {
                changes.round(client, "c" + number + "n" + i, () -> null);
            }
        } catch (IOException e) {
            // The controller is gone.
            return null;
        }
    }

    private static String secure(JenkinsRule j) throws Throwable {
        return Administrators.token(j);
    }

    /** What was answered. */
    private record Actions(List<String> names) implements Serializable {}

    private static void check(JenkinsRule j, Actions actions) throws Throwable {
        assertEquals(
                List.of(),
                AnsweredChanges.wrong(actions.names(), TestTrail.since(0)),
                "of " + actions.names().size());
        assertEquals(1, TestTrail.since(0, "system.unclean").size());
        int counted = TestTrail.since(0, "auth.api").stream()
                .mapToInt(entry -> Integer.parseInt(entry.details().getOrDefault("count", "1")))
                .sum();
        assertTrue(counted >= READS + actions.names().size(), () -> "Only " + counted + " requests were counted");
    }
}
