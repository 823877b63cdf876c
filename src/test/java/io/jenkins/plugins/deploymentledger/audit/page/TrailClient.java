package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.User;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import jenkins.security.ApiTokenProperty;

/** A program that reads the audit trail of a controller over HTTP, with the API token of a user. */
final class TrailClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URL root;
    private final String authorization;

    TrailClient(URL root, String user) throws IOException {
        this.root = root;
        String token =
                User.getById(user, true).getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> ask(String path, String... headers) throws IOException {
        return ask(path, HttpResponse.BodyHandlers.ofString(), headers);
    }

    /** The body of a good answer as it comes; to be closed. */
    InputStream open(String path) throws IOException {
        HttpResponse<InputStream> response = ask(path, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode(), path);
        return response.body();
    }

    HttpResponse<String> post(String path, String json) throws IOException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> ask(String path, HttpResponse.BodyHandler<T> body, String... headers)
            throws IOException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + "audit-trail/" + path).normalize())
                .header("Authorization", authorization);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request.build(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The body of a good answer. */
    String get(String path) throws IOException {
        HttpResponse<String> response = ask(path);
        assertEquals(200, response.statusCode(), path + ": " + response.body());
        return response.body();
    }
}
