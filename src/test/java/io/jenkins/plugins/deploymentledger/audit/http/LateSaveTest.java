package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.ExtensionList;
import hudson.model.InvisibleAction;
import hudson.model.RootAction;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.POST;

/** Core sends the answer of its two largest forms before it saves what they changed: nobody is to have it before the entry is on disk. */
@WithJenkins
class LateSaveTest {

    @Test
    void theAnswerComesAfterWhatIsSavedAfterIt(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        long mark = TestTrail.settled();

        int status = admin.post("late-save/save");
        LateSave form = ExtensionList.lookupSingleton(LateSave.class);
        form.answered.countDown();

        assertEquals(302, status);
        assertFalse(form.wasAnsweredBefore, "The answer went out before the save");
        assertEquals(1, TestTrail.since(mark, "user.updated").size());
    }

    @Test
    void aFormThatFailsAfterItsAnswerIsNoSuccess(JenkinsRule j) throws Exception {
        assertEquals(500, Administrators.client(j).post("late-save/fail"));
    }

    /** A form that answers, and then saves. */
    @TestExtension
    public static final class LateSave extends InvisibleAction implements RootAction {

        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile boolean wasAnsweredBefore;

        @Override
        public String getUrlName() {
            return "late-save";
        }

        @POST
        public void doSave(StaplerResponse2 response) throws Exception {
            response.sendRedirect2("..");
            wasAnsweredBefore = answered.await(1, TimeUnit.SECONDS);
            User admin = User.getById("admin", false);
            admin.setDescription("late");
            admin.save();
        }

        @POST
        public void doFail(StaplerResponse2 response) throws IOException {
            response.sendRedirect2("..");
            throw new IOException("No space left on device");
        }
    }
}
