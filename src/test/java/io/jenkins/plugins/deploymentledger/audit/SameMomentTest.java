package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** People who save the configuration of one job at the same moment are not taken for each other: each has an entry of what they wrote. */
@WithJenkins
@Timeout(600)
class SameMomentTest {

    private static final int ROUNDS = Integer.getInteger("audit.race.rounds", 60);
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol");
    private static final String JOB = "<project><description>%s</description><builders/></project>";

    @Test
    void eachIsRecordedWithWhatTheyWrote(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        assertEquals(200, admin.postXml("createItem?name=job", JOB.formatted("nobody")));
        CyclicBarrier together = new CyclicBarrier(PEOPLE.size());
        List<Callable<List<String>>> saving = new ArrayList<>();
        for (String person : PEOPLE) {
            User user = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount(person, "password");
            String token = user.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
            AuditClient client = admin.as(person, token);
            saving.add(() -> save(client, person, together));
        }
        long mark = TestTrail.end();
        TreeSet<String> saved = new TreeSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(PEOPLE.size());
        try {
            for (Future<List<String>> one : threads.invokeAll(saving)) {
                saved.addAll(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
        TreeSet<String> recorded = new TreeSet<>();
        for (AuditEntry entry : TestTrail.since(mark, "item.config.updated")) {
            String who = entry.operatedBy().id();
            for (Change change :
                    DifferenceJson.read(entry.details().get("diff")).changes()) {
                assertEquals(who, change.after().split(" ")[0], () -> "Who wrote what is told by " + entry);
                recorded.add(change.after());
            }
        }
        assertEquals(saved, recorded);
        assertTrue(saved.size() > ROUNDS, () -> "Only " + saved);
    }

    private static List<String> save(AuditClient client, String person, CyclicBarrier together) throws Exception {
        List<String> saved = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String text = person + " " + round;
            together.await(1, TimeUnit.MINUTES);
            // Core may fail on a job while another has it read its configuration; then nothing is saved.
            int status = client.postXml("job/job/config.xml", JOB.formatted(text));
            if (status == 200) {
                saved.add(text);
            } else {
                assertEquals(500, status);
            }
        }
        return saved;
    }
}
