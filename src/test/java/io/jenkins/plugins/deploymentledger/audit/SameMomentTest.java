package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
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
            AuditClient client = person(j, admin, person);
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

    @Test
    void aCommandIsRecordedWithWhatItWroteToo(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        Raced job = j.createProject(Raced.class, "job");
        job.setDescription("nobody");
        String xml =
                admin.exchange("GET", "job/job/config.xml", "text/plain", "").body();
        AuditClient bob = person(j, admin, "bob");
        Raced.race = () -> bob.postXml("job/job/config.xml", xml.replace("nobody", "bob"));
        long mark = TestTrail.end();

        assertEquals(0, person(j, admin, "alice").cli(xml.replace("nobody", "alice"), "update-job", "job"));

        assertEquals(
                List.of("bob: bob", "alice: alice, overwritten by another who saved at the same moment"),
                TestTrail.since(mark, "item.config.updated").stream()
                        .map(SameMomentTest::told)
                        .toList());
    }

    private static AuditClient person(JenkinsRule j, AuditClient admin, String name) throws Exception {
        User user = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount(name, "password");
        return admin.as(name, user.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue);
    }

    private static String told(AuditEntry entry) {
        try {
            String wrote = DifferenceJson.read(entry.details().get("diff")).changes().stream()
                    .map(Change::after)
                    .collect(Collectors.joining());
            String meanwhile = entry.details().getOrDefault("meanwhile", "");
            return entry.operatedBy().id() + ": " + wrote + (meanwhile.isEmpty() ? "" : ", " + meanwhile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Is saved by somebody else when alice has written it, and before anybody is told of that. */
    public static final class Raced extends FreeStyleProject {

        private static Callable<?> race;

        public Raced(ItemGroup<?> parent, String name) {
            super(parent, name);
        }

        /** What the trail asks for first. */
        @Override
        public String getDisplayName() {
            try {
                Callable<?> now = race;
                if (now != null
                        && getConfigFile().exists()
                        && getConfigFile().asString().contains("alice")) {
                    race = null;
                    now.call();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return super.getDisplayName();
        }

        @TestExtension
        public static final class DescriptorImpl extends FreeStyleProject.DescriptorImpl {

            @Override
            public FreeStyleProject newInstance(ItemGroup parent, String name) {
                return new Raced(parent, name);
            }
        }
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
