package io.jenkins.plugins.deploymentledger.audit;

import hudson.cli.CLI;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** Someone who uses Jenkins from outside: over HTTP with an API token, and over the command line. */
public final class AuditClient {

    /** The chain of addresses that every request claims. */
    public static final String FORWARDED = "203.0.113.7, 10.0.0.2";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URL root;
    private final String user;
    private final String token;
    private final List<String> headers;
    private final Consumer<HttpHeaders> hearing;

    public AuditClient(URL root, String user, String token) {
        this(root, user, token, List.of(), answered -> {});
    }

    private AuditClient(URL root, String user, String token, List<String> headers, Consumer<HttpHeaders> hearing) {
        this.hearing = hearing;
        this.root = root;
        this.user = user;
        this.token = token;
        this.headers = headers;
    }

    /** Somebody else, with an API token; nobody who is logged in if both are null. */
    public AuditClient as(String otherUser, String otherToken) {
        return new AuditClient(root, otherUser, otherToken, headers, hearing);
    }

    /** The same with one more header in each request. */
    public AuditClient with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(header, value));
        return new AuditClient(root, user, token, more, hearing);
    }

    /** The same, which has somebody hear the headers of each answer. */
    public AuditClient heardBy(Consumer<HttpHeaders> somebody) {
        return new AuditClient(root, user, token, headers, somebody);
    }

    public int post(String path, String... form) throws IOException {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < form.length; i += 2) {
            pairs.add(encode(form[i]) + "=" + encode(form[i + 1]));
        }
        return send("POST", path, "application/x-www-form-urlencoded", String.join("&", pairs));
    }

    public int postXml(String path, String xml) throws IOException {
        return send("POST", path, "application/xml", xml);
    }

    /** Calls a method of an object as the script of a page does; with arguments as JSON writes an array. */
    public int call(String path, String arguments) throws IOException {
        return with("Crumb", "test").send("POST", path, "application/x-stapler-method-invocation", arguments);
    }

    /** Posts, and throws away what is answered, however long it is. */
    public int download(String path) throws IOException {
        return exchange(
                        "POST",
                        path,
                        "text/plain",
                        HttpRequest.BodyPublishers.noBody(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    public int get(String path) throws IOException {
        return send("GET", path, "text/plain", "");
    }

    public int send(String verb, String path, String type, String body) throws IOException {
        return exchange(verb, path, type, body).statusCode();
    }

    /** Sends a file as a form in a browser does. */
    public int upload(String path, String name, byte[] content) throws IOException {
        String boundary = "----------between----------";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"name\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String url = "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"pluginUrl\"\r\n\r\n\r\n--"
                + boundary + "--\r\n";
        String body = head + new String(content, StandardCharsets.ISO_8859_1) + url;
        return exchange(
                        "POST",
                        path,
                        "multipart/form-data; boundary=" + boundary,
                        HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)))
                .statusCode();
    }

    public HttpResponse<String> exchange(String verb, String path, String type, String body) throws IOException {
        return exchange(verb, path, type, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> exchange(String verb, String path, String type, HttpRequest.BodyPublisher body)
            throws IOException {
        return exchange(verb, path, type, body, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> exchange(
            String verb, String path, String type, HttpRequest.BodyPublisher body, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("X-Forwarded-For", FORWARDED)
                .header("Content-Type", type)
                .method(verb, body);
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8)));
        }
        try {
            HttpResponse<T> response = http.send(request.build(), handler);
            hearing.accept(response.headers());
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public int cli(String stdin, String... command) throws Exception {
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
