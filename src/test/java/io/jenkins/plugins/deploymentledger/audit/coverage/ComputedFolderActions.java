package io.jenkins.plugins.deploymentledger.audit.coverage;

import com.cloudbees.hudson.plugins.folder.AbstractFolderDescriptor;
import com.cloudbees.hudson.plugins.folder.computed.ChildObserver;
import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.Extension;
import hudson.model.Executor;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.util.concurrent.CountDownLatch;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done to a folder that looks for its jobs itself, as those of the branches of a repository do. */
public final class ComputedFolderActions {

    private ComputedFolderActions() {}

    static void add(Actions actions) {
        new FormRows(actions, new Browser(), "job/found/configure")
                .of(ComputedFolderActions::disabled)
                .saved(
                        "Describe a folder that looks for its jobs",
                        Browser.type("_.description", "two"),
                        "item.config.updated",
                        "found",
                        "/" + Computed.class.getName().replace("$", "_-") + "/description")
                .asItIs("a folder that looks for its jobs", "found");
        actions.with(j -> j.jenkins.createProject(Computed.class, "computed").save())
                .http("Have a folder look for its jobs", "job/computed/build?delay=0", "build.requested", "computed");
        actions.with(ComputedFolderActions::looking)
                .until(ComputedFolderActions::idle)
                .http("Have it stop looking", "job/computed/computation/stop", "build.aborted", "computed");
        actions.http("Disable a computed folder", "job/computed/disable", "item.disabled", "computed");
        actions.http("Enable a computed folder", "job/computed/enable", "item.enabled", "computed");
    }

    /** One that does not begin to look for its jobs when it is saved. */
    private static void disabled(JenkinsRule j) throws Exception {
        j.jenkins.createProject(Computed.class, "found").makeDisabled(true);
    }

    /** Before an executor has it there is nothing to stop. */
    private static void looking(JenkinsRule j) throws Exception {
        Computed folder = j.jenkins.getItemByFullName("computed", Computed.class);
        Await.until("It looks", () -> Executor.of(folder.getComputation()) != null);
    }

    private static void idle(JenkinsRule j) throws Exception {
        Computed folder = j.jenkins.getItemByFullName("computed", Computed.class);
        Await.until("It looks no more", () -> !folder.getComputation().isBuilding());
    }

    /** Looks for ever. */
    public static final class Computed extends ComputedFolder<FreeStyleProject> {

        private static final CountDownLatch NEVER = new CountDownLatch(1);

        public Computed(ItemGroup<?> parent, String name) {
            super(parent, name);
        }

        @Override
        protected void computeChildren(ChildObserver<FreeStyleProject> observer, TaskListener listener)
                throws InterruptedException {
            NEVER.await();
        }

        /** Makes it known. */
        @Extension
        public static final class ComputedDescriptor extends AbstractFolderDescriptor {

            @Override
            public TopLevelItem newInstance(ItemGroup parent, String name) {
                return new Computed(parent, name);
            }
        }
    }
}
