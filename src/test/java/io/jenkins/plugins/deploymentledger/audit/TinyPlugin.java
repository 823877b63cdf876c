package io.jenkins.plugins.deploymentledger.audit;

import com.sun.net.httpserver.HttpServer;
import hudson.model.DownloadService;
import hudson.model.UpdateCenter;
import hudson.model.UpdateSite;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jvnet.hudson.test.JenkinsRule;

/** A plugin with nothing in it, and an update site that offers it under the names {@code tiny} and {@code tiny3}. */
public final class TinyPlugin {

    private static final String VERSION = "1.0";
    private static final String HPI = ".hpi";
    private static final List<String> OFFERED = List.of("tiny", "tiny3");

    private TinyPlugin() {}

    /** The file of such a plugin. */
    public static byte[] hpi(String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Group-Id", "test");
        main.putValue("Short-Name", name);
        main.putValue("Long-Name", "A tiny plugin");
        main.putValue("Plugin-Version", VERSION);
        main.putValue("Jenkins-Version", "2.541");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.finish();
        }
        return bytes.toByteArray();
    }

    /** Offers the plugin to this Jenkins, as its only update site. What is installed stays installed in the whole process. */
    public static void offer(JenkinsRule j) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        JSONObject plugins = new JSONObject();
        for (String name : OFFERED) {
            plugins.element(name, offered(name, url));
        }
        String json = new JSONObject()
                .element("id", "default")
                .element("connectionCheckUrl", url)
                .element("updateCenterVersion", 1)
                .element("plugins", plugins)
                .toString();
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] answer = path.endsWith(HPI)
                    ? hpi(path.substring(1, path.length() - HPI.length()))
                    : json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        DownloadService.signatureCheck = false;
        UpdateSite site = new UpdateSite("default", url + "/update-center.json");
        j.jenkins.getUpdateCenter().getSites().clear();
        j.jenkins.getUpdateCenter().getSites().add(site);
        site.updateDirectlyNow(false);
    }

    private static JSONObject offered(String name, String url) throws Exception {
        return new JSONObject()
                .element("name", name)
                .element("title", "Tiny")
                .element("version", VERSION)
                .element("requiredCore", "2.541")
                .element("sha256", sha256(hpi(name)))
                .element("url", url + "/" + name + HPI)
                .element("dependencies", new net.sf.json.JSONArray());
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** Waits until the update center has nothing more to do. */
    public static void awaitInstallation(JenkinsRule j) throws Exception {
        Await.until("All plugins are installed", () -> Jenkins.get().getUpdateCenter().getJobs().stream()
                .filter(UpdateCenter.DownloadJob.class::isInstance)
                .map(UpdateCenter.DownloadJob.class::cast)
                .allMatch(job -> job.status.isSuccess() || job.status instanceof UpdateCenter.DownloadJob.Failure));
    }
}
