package io.jenkins.plugins.deploymentledger.audit.delivery;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody to whom checkpoints are posted, and who may refuse them or not answer at all. */
final class TestEndpoint implements AutoCloseable {

    final Queue<String> taken = new ConcurrentLinkedQueue<>();
    final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 204;

    TestEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answer = status;
            if (answer / 100 == 2) {
                taken.add(body);
            }
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (answer != 0) {
                exchange.sendResponseHeaders(answer, -1);
                exchange.close();
            }
        });
        server.start();
    }

    /** The status of all further answers; 0 for no answer. */
    void answers(int newStatus) {
        status = newStatus;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/checkpoints?key=secret";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
