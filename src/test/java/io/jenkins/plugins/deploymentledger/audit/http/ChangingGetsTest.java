package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where a change is refused, a GET that is known to change something is refused as well. */
@WithJenkins
class ChangingGetsTest {

    private static final String JOB =
            "<project><authToken>sesame</authToken><properties><hudson.model.ParametersDefinitionProperty>"
                    + "<parameterDefinitions><hudson.model.StringParameterDefinition><name>P</name>"
                    + "</hudson.model.StringParameterDefinition></parameterDefinitions>"
                    + "</hudson.model.ParametersDefinitionProperty></properties><builders/></project>";

    private static final List<String> CHANGING = List.of(
            "job/a/build?token=sesame&delay=0",
            "job/a/buildWithParameters?token=sesame&P=1",
            "job/a/%62uild?token=sesame",
            "//job/a//buildWithParameters/?x&token=sesame",
            "view/all/job/a/buildWithParameters/further?%74oken=sesame",
            "job/a/polling?token=sesame",
            "git/notifyCommit?url=x");

    private JenkinsRule j;
    private AuditClient admin;
    private FreeStyleProject job;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        admin = Administrators.client(j);
        job = (FreeStyleProject)
                j.jenkins.createProjectFromXML("a", new ByteArrayInputStream(JOB.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isBuilt() throws Exception {
        j.waitUntilNoActivity();
        return job.getLastBuild() != null;
    }

    @Test
    void itChangesSomethingWhereNothingIsRefused() throws Exception {
        assertEquals(201, admin.get("job/a/buildWithParameters?token=sesame&P=1"));
        assertTrue(isBuilt());
    }

    @Test
    void theStrictModeRefusesIt() throws Exception {
        AuditSettings.get().setDurability(Durability.STRICT);
        TestTrail.end();
        Recorder.find().orElseThrow().trail().close();
        refuses();
        AuditSettings.get().setDurability(Durability.DURABLE);
        assertEquals(201, admin.get("job/a/buildWithParameters?token=sesame&P=1"));
    }

    @Test
    void aJenkinsThatStopsRefusesIt() throws Exception {
        AuditFilter.close();
        refuses();
    }

    private void refuses() throws Exception {
        for (String path : CHANGING) {
            assertEquals(503, admin.get(path), path);
        }
        assertEquals(503, admin.send("HEAD", CHANGING.get(1), "text/plain", ""), "HEAD");
        assertFalse(isBuilt());
        assertEquals(200, admin.get("job/a/"), "Reading is not refused");
        assertEquals(405, admin.get("job/a/build"), "Nor is a build that Jenkins itself does not begin by a GET");
        assertEquals(200, admin.get("job/a/?token=sesame"));
    }
}
