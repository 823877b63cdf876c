package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Who asked for what a build changes, and a step of a pipeline on a thread of its own, as far as that is sure. */
@WithJenkins
class BuildChangesTest {

    private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

    private JenkinsRule j;
    private long mark;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        Administrators.client(j);
        User.getById("ana", true);
        User.getById("ben", true);
        j.createFreeStyleProject("changed");
        THREADS.clear();
    }

    @Test
    void aStepThatAskedForSomethingOfItsBuildIsOfWhoStartedIt() throws Exception {
        run("first", "withEnv(['A=b']) { describe text: 'one', asks: true }", "ana");
        AuditEntry changed = changed();
        assertEquals("ana", changed.operatedBy().id(), changed::toString);
        assertEquals("SYSTEM", changed.effective().id());
        assertEquals("build first#1", changed.details().get("via"));
    }

    /** It runs on the thread of the one before, whose build would be a wrong answer. */
    @Test
    void aStepThatDidNotIsOfNobodyElse() throws Exception {
        run("first", "withEnv(['A=b']) { describe text: 'one', asks: true }", "ana");
        run("second", "withEnv(['A=b']) { describe text: 'two', asks: false }", "ben");
        assertEquals(1, THREADS.size(), () -> "The thread is the same: " + THREADS);
        AuditEntry changed = changed();
        assertEquals("SYSTEM", changed.operatedBy().id());
        assertEquals(null, changed.details().get("via"));
        assertEquals(DescribeStep.Execution.class.getName(), changed.details().get("step"));
    }

    @Test
    void aTimerOfAStepIsToldAsThat() throws Exception {
        run("first", "describe text: 'one', timer: true", "ana");
        AuditEntry changed = changed();
        assertEquals("SYSTEM", changed.operatedBy().id());
        assertEquals(DescribeStep.Execution.class.getName(), changed.details().get("step"));
    }

    /** An administrator may have builds run as somebody, whoever starts them. */
    @Test
    void whoStartedABuildIsToldAsWhomeverItRuns() throws Exception {
        User carl = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount("carl", "password");
        MockQueueItemAuthenticator everything = new MockQueueItemAuthenticator();
        for (String name : List.of("first", "free")) {
            everything.authenticate(name, carl.impersonate2());
        }
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(everything);
        FreeStyleProject free = j.createFreeStyleProject("free");
        free.getBuildersList().add(new Describing());
        mark = TestTrail.end();
        j.assertBuildStatusSuccess(free.scheduleBuild2(0, new Cause.UserIdCause("ben")));
        assertChangedBy("ben", "carl", "build free#1");
        run("first", "withEnv(['A=b']) { describe text: 'by a step', asks: true }", "ana");
        assertChangedBy("ana", "carl", "build first#1");
    }

    private void assertChangedBy(String initiator, String effective, String via) throws Exception {
        AuditEntry changed = changed();
        assertEquals(initiator, changed.operatedBy().id(), changed::toString);
        assertEquals(effective, changed.effective().id());
        assertEquals(via, changed.details().get("via"));
    }

    /** Changes the job within a build. */
    public static final class Describing extends TestBuilder {

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws IOException {
            Jenkins.get().getItemByFullName("changed", FreeStyleProject.class).setDescription("by a build");
            return true;
        }
    }

    @Test
    void whatIsInNoStepIsOfNone() throws Exception {
        mark = TestTrail.end();
        Timer.get()
                .submit(() -> {
                    j.jenkins
                            .getItemByFullName("changed", FreeStyleProject.class)
                            .setDescription("by a timer");
                    return null;
                })
                .get(1, TimeUnit.MINUTES);
        AuditEntry changed = changed();
        assertEquals("SYSTEM", changed.operatedBy().id());
        assertEquals(null, changed.details().get("step"));
    }

    private void run(String name, String script, String starter) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        mark = TestTrail.end();
        j.assertBuildStatusSuccess(job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(starter))));
    }

    private AuditEntry changed() throws Exception {
        List<AuditEntry> changes = TestTrail.since(mark, "item.config.updated").stream()
                .filter(entry -> entry.target().id().equals("changed"))
                .toList();
        assertEquals(1, changes.size(), changes::toString);
        return changes.get(0);
    }

    /** Gives the job {@code changed} another description. */
    public static final class DescribeStep extends Step {

        private final String text;
        private boolean asks;
        private boolean timer;

        @DataBoundConstructor
        public DescribeStep(String text) {
            this.text = text;
        }

        @DataBoundSetter
        public void setAsks(boolean asks) {
            this.asks = asks;
        }

        @DataBoundSetter
        public void setTimer(boolean timer) {
            this.timer = timer;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, this);
        }

        /** Does it on a thread of the pool for steps, or of a timer. */
        static final class Execution extends SynchronousNonBlockingStepExecution<Void> {

            private static final long serialVersionUID = 1;

            private final transient DescribeStep step;

            Execution(StepContext context, DescribeStep step) {
                super(context);
                this.step = step;
            }

            @Override
            protected Void run() throws Exception {
                THREADS.add(Thread.currentThread().getName());
                if (step.asks) {
                    getContext().get(TaskListener.class).getLogger().println(step.text);
                }
                if (step.timer) {
                    Timer.get().submit(this::describe).get(1, TimeUnit.MINUTES);
                } else {
                    describe();
                }
                return null;
            }

            private Void describe() throws Exception {
                Jenkins.get()
                        .getItemByFullName("changed", FreeStyleProject.class)
                        .setDescription(step.text);
                return null;
            }
        }

        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {

            @Override
            public String getFunctionName() {
                return "describe";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of();
            }
        }
    }
}
