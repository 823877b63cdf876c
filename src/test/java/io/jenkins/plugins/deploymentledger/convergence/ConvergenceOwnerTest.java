package io.jenkins.plugins.deploymentledger.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import io.jenkins.plugins.deploymentledger.testing.SilentRealm;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A convergence reaches no further than its owner, on real agents. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ConvergenceOwnerTest extends KeptAgents {

    /** The machines on which nobody may build; asked each time. */
    private static volatile Predicate<String> closed = machine -> false;

    @AfterEach
    void open() {
        closed = machine -> false;
    }

    @Test
    void onlyMachinesOnWhichItsOwnerMayBuildAreTouched(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            j.jenkins.setAuthorizationStrategy(new SomeClosed());
            closed = Set.of("m2")::contains;

            Cycle first = look(j, job, Instant.now());

            assertEquals(Map.of(MemberState.MISSING, 1, MemberState.EXCLUDED, 1), first.counts());
            assertEquals(List.of("m1"), touched());
            assertThat(page(j, job), containsString("excluded: ana may not deploy there: that needs Agent/Build"));
            assertFalse(keeping(job).leavesOthersAlone(keeping(job).content()), "Nothing is news");

            closed = Set.of("m1")::contains;
            assertTrue(keeping(job).leavesOthersAlone(keeping(job).content()), "That is news");
            Files.delete(list("m1"));
            Cycle second = look(j, job, Instant.now());
            assertEquals(Map.of(MemberState.MISSING, 1, MemberState.EXCLUDED, 1), second.counts());
            assertEquals(List.of("m2"), touched());

            closed = machine -> true;
            Files.delete(list("m2"));
            Cycle none = look(j, job, Instant.now());
            assertEquals(Cycle.Kind.FAILED, none.kind());
            assertThat(none.problem(), containsString("ana may deploy to none of the machines"));
            String page = page(j, job);
            assertThat(page, containsString("that needs Agent/Build on them"));
            assertThat(page, containsString("Converged over the last 30 days: 0 % when last seen, 0 % at the least"));
            assertEquals(List.of(), touched());
        }
    }

    /** An owner who may deploy to some of the machines that are named keeps up these. */
    @Test
    void namedMachinesAreLeftAloneOneByOne(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            job.setDeploymentTarget(new MachineListTarget("m1\nm2"));
            j.jenkins.setAuthorizationStrategy(new SomeClosed());
            closed = Set.of("m1")::contains;

            look(j, job, Instant.now());

            assertEquals(List.of("m2"), touched());
        }
    }

    /** What is taken from the owner between the look and the launch counts. */
    @Test
    void aRunGoesToMachinesAsTheOwner(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            j.jenkins.setAuthorizationStrategy(new SomeClosed());
            closed = machine -> job.getLastBuild() != null;

            Cycle cycle = look(j, job, Instant.now());

            j.assertBuildStatus(Result.FAILURE, job.getLastBuild());
            j.assertLogContains("m1", job.getLastBuild());
            assertEquals(List.of(), touched());
            assertEquals(Cycle.Kind.FAILED, cycle.kind());
            assertEquals(0, keeping(job).content().memory().machines().get("m1").failures(), "No fault of the machine");
        }
    }

    /** Who may not deploy somewhere wants nothing there. */
    @Test
    void oneContestsNothingWhereItsOwnerMayNotDeploy(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            DeploymentJob other = (DeploymentJob) j.jenkins.copy((TopLevelItem) job, "opposite");
            other.setPolarity(Polarity.UNINSTALL);
            assertEquals(Set.of("m1", "m2"), contestedBy(other, job));
            j.jenkins.setAuthorizationStrategy(new SomeClosed());
            closed = Set.of("m1")::contains;
            assertEquals(Set.of("m2"), contestedBy(other, job));
        }
    }

    private static Set<String> contestedBy(DeploymentJob other, DeploymentJob job) throws Exception {
        Map<Contradiction, Set<String>> found =
                new Neighbours(job).contradictions(job.getDeploymentPackage(), Set.of("m1", "m2"), Instant.now());
        return found.entrySet().stream()
                .filter(each -> each.getKey().job().equals(other.getFullName()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Set.of());
    }

    @Test
    void oneThatNobodyOwnsDoesNothingAndSaysSo(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            job.getProperty(ConvergenceProperty.class).setOwner(null);

            Cycle cycle = look(j, job, Instant.now());

            assertEquals(Cycle.Kind.FAILED, cycle.kind());
            assertEquals(Map.of(), cycle.counts());
            assertNull(job.getLastBuild());
            String page = page(j, job);
            assertThat(page, containsString("Nobody owns"));
            assertThat(page, not(containsString("null")));
        }
    }

    @Test
    void whileTheSecurityRealmDoesNotAnswerNothingIsTouchedAndWhatIsKnownStays(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            SilentRealm realm = new SilentRealm();
            j.jenkins.setSecurityRealm(realm);
            look(j, job, Instant.now().minus(Duration.ofHours(25)));
            assertEquals(List.of("m1"), touched());
            Files.delete(list("m1"));

            realm.silence(true);
            keeper(j);
            assertEquals(1, keeping(job).content().cycles().size(), "Put off");
            assertFalse(keeping(job).leavesOthersAlone(keeping(job).content()), "That is not known");
            realm.silence(false);
            keeper(j);
            assertEquals(List.of("m1"), touched());

            realm.silence(true);
            Cycle asked = look(j, job, Instant.now());
            assertEquals(Cycle.Kind.FAILED, asked.kind());
            assertThat(asked.problem(), containsString("the security realm does not answer"));
            assertEquals(List.of(), touched());
        }
    }

    private static void keeper(JenkinsRule j) throws Exception {
        ExtensionList.lookupSingleton(ConvergenceKeeper.class).execute(TaskListener.NULL);
        j.waitUntilNoActivity();
    }

    /** A directory takes half a minute to answer, and nobody else waits for that. */
    @Test
    void pagesDoNotWaitForTheSecurityRealm(JenkinsRule j) throws Exception {
        ExecutorService others = Executors.newSingleThreadExecutor();
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            SilentRealm realm = new SilentRealm();
            j.jenkins.setSecurityRealm(realm);
            AtomicInteger questions = new AtomicInteger();
            AtomicReference<Exception> waited = new AtomicReference<>();
            realm.whenAsked(() -> {
                questions.incrementAndGet();
                try {
                    others.submit(() -> ConvergenceSummary.of(job)).get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    waited.set(e);
                }
            });

            look(j, job, Instant.now());

            assertTrue(questions.get() > 0, "It was asked");
            assertNull(waited.get(), "Nobody waited");
            assertEquals(List.of("m1"), touched());
        } finally {
            others.shutdownNow();
        }
    }

    /** Everybody may do everything, but build on machines that are closed. */
    public static final class SomeClosed extends AuthorizationStrategy {

        @Override
        public ACL getRootACL() {
            return ACL.lambda2((who, permission) -> true);
        }

        @Override
        public ACL getACL(Node node) {
            return ACL.lambda2((who, permission) ->
                    who.equals(ACL.SYSTEM2) || !permission.equals(Computer.BUILD) || !closed.test(node.getNodeName()));
        }

        @Override
        public Collection<String> getGroups() {
            return List.of();
        }
    }
}
