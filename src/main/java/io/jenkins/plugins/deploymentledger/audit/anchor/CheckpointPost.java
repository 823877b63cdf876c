package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import hudson.util.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.util.SystemProperties;

/** One request that brings a checkpoint to a URL, through the proxy of Jenkins, within a bound of time. */
final class CheckpointPost {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int ANSWER_SECONDS = 30;

    private final URI uri;
    private final Secret token;

    CheckpointPost(@NonNull URI uri, @CheckForNull Secret token) {
        this.uri = uri;
        this.token = token;
    }

    /**
     * Sends it and waits for the whole answer, whose body is passed over.
     *
     * @throws IOException if the answer is not that it was taken, or does not come in time
     * @throws InterruptedException if it is to be stopped
     */
    void send(@NonNull byte[] note) throws IOException, InterruptedException {
        HttpClient client = ProxyConfiguration.newHttpClientBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpRequest.Builder request = ProxyConfiguration.newHttpRequestBuilder(uri)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(note));
        if (token != null) {
            request.header("Authorization", "Bearer " + token.getPlainText());
        }
        int status = status(client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()));
        if (status < 200 || status > 299) {
            throw new IOException(Messages.CheckpointPost_status(AnchorUrl.shown(uri.toString()), status));
        }
    }

    private int status(CompletableFuture<HttpResponse<Void>> answer) throws IOException, InterruptedException {
        String where = AnchorUrl.shown(uri.toString());
        boolean answered = false;
        try {
            int status = answer.get(seconds(), TimeUnit.SECONDS).statusCode();
            answered = true;
            return status;
        } catch (TimeoutException e) {
            throw new IOException(Messages.CheckpointPost_timeout(where, seconds()), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new IOException(Messages.CheckpointPost_unreachable(where, reason), cause);
        } finally {
            if (!answered) {
                answer.cancel(true);
            }
        }
    }

    private static int seconds() {
        return SystemProperties.getInteger("io.jenkins.plugins.deploymentledger.audit.anchorSeconds", ANSWER_SECONDS);
    }
}
