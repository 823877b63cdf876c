package io.jenkins.plugins.deploymentledger.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.Functions;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import jenkins.security.QueueItemAuthenticator;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.springframework.security.core.Authentication;

/** The ways by which what can never be carried out may come; each requires that it is refused, and that nothing comes of it. */
final class Ways {

    private static JenkinsRule j;

    private Ways() {}

    static void use(JenkinsRule rule) {
        j = rule;
    }

    /** One way by which something comes. */
    interface Way {

        /** Tries it, requires that it is refused and that nothing comes of it, and returns what the user is told. */
        String refuses() throws Exception;
    }

    /** Something that is done to a deployment that is kept up. */
    interface Change {
        void to(DeploymentJob job) throws Exception;
    }

    private static DeploymentJob kept() throws Exception {
        DeploymentJob job = TestDeployments.create("kept", "exit 0", new LabelTarget("none"));
        DetectionRule rule = new DetectionRule();
        rule.setSoftware("office");
        job.getDeploymentPackage().setDetection(rule);
        ConvergenceProperty property = new ConvergenceProperty();
        property.setOwner("ana");
        job.addProperty(property);
        job.save();
        return job;
    }

    static Way form(Change change) {
        return named("in the form", () -> {
            DeploymentJob job = kept();
            String before = job.getConfigFile().asString();
            change.to(job);
            JenkinsRule.WebClient client = client("admin");
            HtmlPage answer = j.submit(client.getPage(job, "configure").getFormByName("config"));
            assertEquals(400, answer.getWebResponse().getStatusCode());
            assertEquals(
                    before.contains("convergence"),
                    job.getConfigFile().asString().contains("convergence"));
            return answer.asNormalizedText();
        });
    }

    static Way file(Change change) {
        return named("as a file", () -> {
            DeploymentJob other = kept();
            change.to(other);
            other.save();
            String xml = other.getConfigFile().asString();
            other.delete();
            DeploymentJob job = kept();
            String before = job.getConfigFile().asString();
            WebResponse answer = post("admin", job.getUrl() + "config.xml", "application/xml", xml);
            assertEquals(400, answer.getStatusCode());
            assertEquals(before, job.getConfigFile().asString());
            assertEquals(
                    400,
                    post("admin", "createItem?name=made", "application/xml", xml)
                            .getStatusCode());
            assertNull(j.jenkins.getItem("made"));
            return answer.getContentAsString().replace("&quot;", "\"");
        });
    }

    static Way step(String script) {
        return step(() -> script);
    }

    static Way step(Supplier<String> script) {
        return named("in a step", () -> run("pipeline", job -> {}, script.get()));
    }

    static Way stepOn(Change change, String script) {
        return named("in a step", () -> run("pipeline", change, script));
    }

    static Way stepAsReader(String script) {
        return named("in a step", () -> run(AsReader.PIPELINE, job -> {}, script));
    }

    private static String run(String name, Change change, String script) throws Exception {
        DeploymentJob job = kept();
        change.to(job);
        WorkflowJob pipeline = j.createProject(WorkflowJob.class, name);
        pipeline.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, pipeline);
        assertNull(job.getLastBuild(), "Nothing was launched");
        return JenkinsRule.getLog(run);
    }

    static Way look(Change change) {
        return named("at a look", () -> {
            DeploymentJob job = kept();
            change.to(job);
            Keeping keeping = new Keeping(job, job.getProperty(ConvergenceProperty.class));
            keeping.look(Instant.now(), Reason.ROUND);
            assertEquals(Cycle.Kind.FAILED, keeping.content().cycles().get(0).kind());
            assertNull(job.getLastBuild(), "Nothing was launched");
            return client("reader").getPage(job, "convergence").asNormalizedText();
        });
    }

    static Way sent(String path, String json) {
        return named("as JSON", () -> {
            String url = path.startsWith("machine") ? path : "manage/" + path;
            WebResponse answer = post("admin", url, "application/json", json);
            assertEquals(400, answer.getStatusCode());
            return answer.getContentAsString().replace("\\\"", "\"");
        });
    }

    static Way asked(String path) {
        return named("as JSON", () -> {
            kept();
            WebResponse answer = post("reader", path, "application/json", "");
            assertEquals(403, answer.getStatusCode());
            return answer.getContentAsString();
        });
    }

    static Way code(String yaml) {
        return named("as code", () -> {
            Path file = Files.writeString(
                    Files.createTempFile(j.jenkins.getRootDir().toPath(), "code", ".yaml"), yaml);
            return Functions.printThrowable(assertThrows(ConfiguratorException.class, () -> ConfigurationAsCode.get()
                    .configure(file.toUri().toString())));
        });
    }

    private static Way named(String name, Way way) {
        return new Way() {
            @Override
            public String refuses() throws Exception {
                return way.refuses();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        return j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
    }

    private static WebResponse post(String user, String url, String type, String body) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest post = new WebRequest(client.createCrumbedUrl(url), HttpMethod.POST);
        post.setRequestBody(body);
        post.setAdditionalHeader("Content-Type", type);
        return client.getPage(post).getWebResponse();
    }

    /** Has one pipeline run as somebody who may only read. */
    public static final class AsReader extends QueueItemAuthenticator {

        static final String PIPELINE = "of-reader";

        @Override
        public Authentication authenticate2(Queue.Task task) {
            User reader = User.getById("reader", false);
            return task instanceof WorkflowJob job && job.getName().equals(PIPELINE) && reader != null
                    ? reader.impersonate2()
                    : null;
        }
    }
}
