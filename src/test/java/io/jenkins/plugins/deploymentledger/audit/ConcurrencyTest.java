package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.FreeStyleProject;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.DumbSlave;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Many change things at once while the queue, agents and configuration files are in motion: nothing comes to a standstill, and
 * every action that was answered stands in the trail once.
 *
 * <p>Each client does its share a few times; {@code -Daudit.clients.seconds=60} has them go on for that long.
 */
@WithJenkins
@Timeout(900)
class ConcurrencyTest {

    private static final Logger LOGGER = Logger.getLogger(ConcurrencyTest.class.getName());
    private static final int CLIENTS = 64;
    private static final int ROUNDS = 3;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("audit.clients.seconds", 0));

    private final AtomicInteger rounds = new AtomicInteger();
    private final AnsweredChanges changes = new AnsweredChanges();

    private AuditClient admin;
    private FreeStyleProject busy;
    private DumbSlave agent;

    @Test
    void everyAnsweredActionIsThereOnce(JenkinsRule j) throws Exception {
        admin = Administrators.client(j);
        busy = j.createFreeStyleProject("busy");
        agent = j.createOnlineSlave();
        long mark = TestTrail.settled();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(threads.submit(() -> change(number)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> answered = changes.soFar();
        assertEquals(List.of(), AnsweredChanges.wrong(answered, TestTrail.since(mark)));
        LOGGER.log(Level.INFO, "{0} changes were answered", answered.size());
        assertEquals(
                rounds.get() * AnsweredChanges.A_ROUND, answered.size(), "Every request was answered with success");
        assertEquals(List.of(), TestTrail.since(mark, "audit.gap"));
    }

    private Void change(int client) throws Exception {
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS || System.nanoTime() - begin < TIME.toNanos(); round++) {
            rounds.incrementAndGet();
            int which = client + round;
            changes.round(admin, "c" + client + "r" + round, () -> disturb(which));
            assertNull(ManagementFactory.getThreadMXBean().findDeadlockedThreads(), "Deadlocked threads");
        }
        return null;
    }

    /** Sets the queue, an agent or a file in motion; others may be doing the opposite. */
    private Void disturb(int which) throws Exception {
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            switch (which % 4) {
                case 0 -> busy.scheduleBuild2(0);
                case 1 -> agent.toComputer().connect(true);
                case 2 -> agent.toComputer().disconnect(null);
                default -> busy.doReload();
            }
        }
        return null;
    }
}
