package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.capture.PluginCapture;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The update center tells no one what it has done; the trail finds it out, and knows who wanted it. */
@WithJenkins
class PluginInstallationTest {

    @Test
    void whatWasInstalledIsRecordedOnceWithWhoWantedIt(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        TinyPlugin.offer(j);
        long mark = TestTrail.settled();
        String plugins = "{\"dynamicLoad\":true,\"plugins\":[\"tiny\"]}";
        assertEquals(200, admin.send("POST", "pluginManager/installPlugins", "application/json", plugins));
        TinyPlugin.awaitInstallation(j);
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        List<AuditEntry> installed = TestTrail.since(mark, "plugin.installed");
        assertEquals(1, installed.size());
        assertEquals("tiny", installed.get(0).target().id());
        assertEquals("admin", installed.get(0).operatedBy().id());
        assertEquals(Outcome.SUCCESS, installed.get(0).outcome());
        assertEquals("1.0", installed.get(0).details().get("version"));
    }
}
