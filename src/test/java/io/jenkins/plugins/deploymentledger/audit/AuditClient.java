package io.jenkins.plugins.deploymentledger.audit;

import hudson.cli.CLI;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Someone who uses Jenkins from outside: over HTTP with an API token, and over the command line. */
final class AuditClient {

    /** The chain of addresses that every request claims. */
    static final String FORWARDED = "203.0.113.7, 10.0.0.2";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URL root;
    private final String user;
    private final String token;

    AuditClient(URL root, String user, String token) {
        this.root = root;
        this.user = user;
        this.token = token;
    }

    int post(String path, String... form) throws IOException {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < form.length; i += 2) {
            pairs.add(encode(form[i]) + "=" + encode(form[i + 1]));
        }
        return send("POST", path, "application/x-www-form-urlencoded", String.join("&", pairs));
    }

    int postXml(String path, String xml) throws IOException {
        return send("POST", path, "application/xml", xml);
    }

    int get(String path) throws IOException {
        return send("GET", path, "text/plain", "");
    }

    int send(String verb, String path, String type, String body) throws IOException {
        return exchange(verb, path, type, body).statusCode();
    }

    HttpResponse<String> exchange(String verb, String path, String type, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("X-Forwarded-For", FORWARDED)
                .header("Content-Type", type)
                .method(verb, HttpRequest.BodyPublishers.ofString(body));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    int cli(String stdin, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-s", root.toString(), "-http", "-auth", user + ":" + token));
        arguments.addAll(List.of(command));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        try {
            return CLI._main(arguments.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
