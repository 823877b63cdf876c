package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Computer;
import hudson.model.FreeStyleProject;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.util.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is restarted while many change things and its queue, nodes and files are in motion: nothing comes to a
 * standstill, and every action that was answered stands in the trail once.
 *
 * <p>Before and after the restart the clients come to some hundred changes; {@code -Daudit.clients.seconds=60} has them
 * go on for that long.
 */
@Timeout(900)
class RestartUnderLoadTest {

    private static final Logger LOGGER = Logger.getLogger(RestartUnderLoadTest.class.getName());
    private static final int CLIENTS = 64;
    private static final int ENOUGH = 500;
    private static final int LOOK_MILLIS = 100;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("audit.clients.seconds", 0));

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private final AnsweredChanges changes = new AnsweredChanges();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean over;

    @Test
    void everyAnsweredActionIsThereOnce() throws Throwable {
        jenkins.startJenkins();
        String token = jenkins.runRemotely(RestartUnderLoadTest::secure);
        jenkins.runRemotely(RestartUnderLoadTest::disturb);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(() -> change(token)));
        }
        goOn();
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(RestartUnderLoadTest::disturb);
        goOn();
        over = true;
        for (Future<?> client : clients) {
            client.get(120, TimeUnit.SECONDS);
        }
        threads.shutdown();
        LOGGER.log(Level.INFO, "{0} changes were answered", changes.soFar().size());
        jenkins.runRemotely(RestartUnderLoadTest::check, new Answered(changes.soFar()));
    }

    /** Lets the clients go on until they have done enough. */
    private void goOn() throws Throwable {
        long begin = System.nanoTime();
        int before = changes.soFar().size();
        Await.until(
                Duration.ofMinutes(5).plus(TIME),
                "The clients have done enough",
                () -> changes.soFar().size() >= before + ENOUGH && System.nanoTime() - begin >= TIME.toNanos());
        jenkins.runRemotely(RestartUnderLoadTest::checkThreads);
    }

    /** Looks for threads that stand still for each other, from now on to the very end of the process, and writes them down. */
    private static void watch(JenkinsRule j) {
        Path found = deadlock(j);
        Thread watch = new Thread(
                () -> {
                    while (true) {
                        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                        long[] dead = threads.findDeadlockedThreads();
                        try {
                            if (dead != null) {
                                Files.writeString(found, Arrays.toString(threads.getThreadInfo(dead, true, true)));
                                return;
                            }
                            Thread.sleep(LOOK_MILLIS);
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                },
                "Looks for deadlocks");
        watch.setDaemon(true);
        watch.start();
    }

    private static Path deadlock(JenkinsRule j) {
        return j.jenkins.getRootDir().toPath().resolve("deadlock.txt");
    }

    private Void change(String token) throws Exception {
        while (!over) {
            try {
                changes.round(new AuditClient(url(), "admin", token), "r" + rounds.incrementAndGet(), () -> null);
            } catch (IOException e) {
                // Jenkins stops or starts; what was not answered counts for nothing.
                Await.until(Duration.ofMinutes(5), "Jenkins answers again", () -> over || answers(token));
            }
        }
        return null;
    }

    private URL url() throws IOException {
        return jenkins.getUrl();
    }

    private boolean answers(String token) {
        try {
            return new AuditClient(url(), "admin", token).get("whoAmI/api/json") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String secure(JenkinsRule j) throws Throwable {
        j.createFreeStyleProject("busy");
        j.createSlave("agent", "", null);
        return Administrators.token(j);
    }

    /** Sets the queue, a node and a file in motion, again and again. */
    private static void disturb(JenkinsRule j) {
        watch(j);
        FreeStyleProject busy = j.jenkins.getItemByFullName("busy", FreeStyleProject.class);
        Timer.get()
                .scheduleWithFixedDelay(
                        () -> {
                            try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
                                busy.scheduleBuild2(0);
                                busy.doReload();
                                Computer agent = j.jenkins.getComputer("agent");
                                agent.setTemporaryOfflineCause(
                                        agent.isTemporarilyOffline() ? null : new OfflineCause.ByCLI("test"));
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        0,
                        100,
                        TimeUnit.MILLISECONDS);
    }

    private static void checkThreads(JenkinsRule j) throws IOException {
        assertEquals("", Files.exists(deadlock(j)) ? Files.readString(deadlock(j)) : "", "Deadlocked threads");
    }

    /** What was answered. */
    private record Answered(List<String> changes) implements Serializable {}

    private static void check(JenkinsRule j, Answered answered) throws Throwable {
        assertEquals(
                List.of(),
                AnsweredChanges.wrong(answered.changes(), TestTrail.since(0)),
                "of " + answered.changes().size());
        checkThreads(j);
        assertEquals("", said("audit.gap"));
        assertEquals("", said("system.unclean"));
        assertEquals(2, TestTrail.since(0, "system.started").size());
    }

    /** As text, since an entry cannot come back from the controller's process. */
    private static String said(String type) throws IOException {
        return TestTrail.since(0, type).stream().map(AuditEntry::toString).collect(Collectors.joining("\n"));
    }
}
