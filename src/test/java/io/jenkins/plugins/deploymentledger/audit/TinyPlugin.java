package io.jenkins.plugins.deploymentledger.audit;

import com.sun.net.httpserver.HttpServer;
import hudson.model.DownloadService;
import hudson.model.UpdateCenter;
import hudson.model.UpdateSite;
import hudson.util.DaemonThreadFactory;
import io.jenkins.plugins.deploymentledger.audit.capture.PluginCapture;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jvnet.hudson.test.JenkinsRule;

/** Plugins with nothing in them, and an update site that offers them under the names {@code tiny} and {@code tiny3}, or under others. */
public final class TinyPlugin {

    private static final String VERSION = "1.0";

    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private TinyPlugin() {}

    /** The file of such a plugin. */
    public static byte[] hpi(String name) throws IOException {
        return hpi(name, VERSION);
    }

    /** The file of such a plugin of this version, which needs others, each named with its version. */
    public static byte[] hpi(String name, String version, String... needs) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Group-Id", "test");
        main.putValue("Short-Name", name);
        main.putValue("Long-Name", "A tiny plugin");
        main.putValue("Plugin-Version", version);
        main.putValue("Jenkins-Version", "2.541");
        if (needs.length > 0) {
            main.putValue("Plugin-Dependencies", String.join(",", needs));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.finish();
        }
        return bytes.toByteArray();
    }

    /** Offers the plugins to this Jenkins, as its only update site. What is installed stays installed in the whole process. */
    public static void offer(JenkinsRule j) throws Exception {
        offer(j, List.of("tiny", "tiny3"));
    }

    /** Offers a plugin called {@code broken} that is not to be had; whoever asks for it waits until it is {@linkplain #release released}. */
    public static void offerAndHold(JenkinsRule j) throws Exception {
        offer(j, List.of("broken"));
    }

    /** Answers all who ask for the broken plugin that there is none. */
    public static void release(JenkinsRule j) {
        RELEASED.countDown();
    }

    /** Offers plugins of these names. */
    public static void offer(JenkinsRule j, List<String> names) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        JSONObject plugins = new JSONObject();
        Map<String, byte[]> files = new HashMap<>();
        for (String name : names) {
            byte[] hpi = hpi(name);
            files.put("/" + name + ".hpi", hpi);
            plugins.element(name, plugin(name, url, hpi));
        }
        String json = new JSONObject()
                .element("id", "default")
                .element("connectionCheckUrl", url)
                .element("updateCenterVersion", 1)
                .element("plugins", plugins)
                .toString();
        server.setExecutor(Executors.newCachedThreadPool(new DaemonThreadFactory()));
        server.createContext("/broken.hpi", exchange -> {
            try {
                RELEASED.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            byte[] answer =
                    files.getOrDefault(exchange.getRequestURI().getPath(), json.getBytes(StandardCharsets.UTF_8));
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

    private static JSONObject plugin(String name, String url, byte[] hpi) throws GeneralSecurityException {
        return new JSONObject()
                .element("name", name)
                .element("title", name)
                .element("version", VERSION)
                .element("requiredCore", "2.541")
                .element("sha256", sha256(hpi))
                .element("url", url + "/" + name + ".hpi")
                .element("dependencies", new JSONArray());
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

    /** The same, and what it has done is in the trail, which finds that out by itself a little later. */
    public static void awaitTold(JenkinsRule j) throws Exception {
        awaitInstallation(j);
        PluginCapture.lookNow();
    }
}
