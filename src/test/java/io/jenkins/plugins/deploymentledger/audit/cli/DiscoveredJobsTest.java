package io.jenkins.plugins.deploymentledger.audit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.PermalinkProjectAction;
import hudson.model.TransientProjectActionFactory;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may know of a job and no more cannot hide behind it what a command does to others. */
@WithJenkins
class DiscoveredJobsTest {

    private JenkinsRule j;
    private AuditClient finder;
    private FreeStyleProject open;

    @BeforeEach
    void jobs(JenkinsRule rule) throws Exception {
        j = rule;
        Administrators.client(j);
        User user = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount("finder", "password");
        finder = new AuditClient(
                j.getURL(), "finder", user.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue);
        open = j.createFreeStyleProject("open");
        Item guarded = j.createFreeStyleProject("guarded");
        j.createFreeStyleProject("hidden");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("finder")
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(open)
                .to("finder")
                .grant(Item.DISCOVER)
                .onItems(guarded)
                .to("finder"));
    }

    private static List<String> told(long mark) throws Exception {
        return TestTrail.since(mark).stream()
                .filter(entry -> !entry.event().name().equals("auth.api"))
                .map(entry -> entry.event().name() + " " + entry.target().id() + " "
                        + entry.outcome().word() + " by " + entry.operatedBy().id())
                .sorted()
                .toList();
    }

    @Test
    void whatACommandDidBesidesIsRecorded() throws Exception {
        Path file = open.getConfigFile().getFile().toPath();
        Files.writeString(file, Files.readString(file).replace("<description></description>", ""));
        Files.writeString(
                file, Files.readString(file).replace("<builders/>", "<description>new</description><builders/>"));
        long mark = TestTrail.settled();
        long failures = Hook.failures();
        assertEquals(5, finder.cli("", "reload-job", "open", "guarded", "hidden"));
        assertEquals("new", open.getDescription(), "It is done to the one that may be configured");
        List<String> told = told(mark);
        assertTrue(told.contains("cli.failed reload-job failure by finder"), told::toString);
        assertTrue(told.contains("item.reloaded open unknown by finder"), told::toString);
        assertTrue(told.contains("item.reloaded guarded unknown by finder"), told::toString);
        assertTrue(told.contains("item.reloaded hidden unknown by finder"), told::toString);
        assertTrue(told.contains("drift.changed open success by finder"), told::toString);
        assertEquals(5, told.size(), told::toString);
        assertEquals(failures, Hook.failures(), "Nothing is wrong with the trail");
    }

    @Test
    void aCommandThatIsRefusedIsRecorded() throws Exception {
        long mark = TestTrail.settled();
        long failures = Hook.failures();
        assertEquals(6, finder.cli("", "keep-build", "guarded", "1"));
        assertEquals(List.of("cli.failed keep-build denied by finder"), told(mark));
        assertEquals(failures, Hook.failures(), "Nothing is wrong with the trail");
    }

    @Test
    void aJobThatCannotNameItsBuildsHidesNoCommand() throws Exception {
        long mark = TestTrail.settled();
        assertEquals(2, finder.cli("", "keep-build", "open", "lastOne"));
        assertEquals(List.of("cli.failed keep-build failure by finder"), told(mark));
    }

    /** Fails whenever a build is looked for by another name than its number. */
    @TestExtension("aJobThatCannotNameItsBuildsHidesNoCommand")
    public static final class Unnameables extends TransientProjectActionFactory {

        @Override
        @SuppressWarnings("rawtypes") // As core has it.
        public Collection<? extends Action> createFor(AbstractProject job) {
            return Set.of(new Unnameable());
        }
    }

    private static final class Unnameable extends InvisibleAction implements PermalinkProjectAction {

        @Override
        public List<Permalink> getPermalinks() {
            throw new IllegalStateException("On purpose, for the test");
        }
    }
}
