package io.jenkins.plugins.deploymentledger.audit.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an entry tells of the way that its request came: all that it shows, or how much is left out. */
@WithJenkins
class WhereFromTest {

    private JenkinsRule j;
    private long mark;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        Administrators.client(j);
        mark = TestTrail.settled();
    }

    private AuditEntry entry(String event, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(j.getURL() + "quietDown"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .headers(headers)
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        List<AuditEntry> entries = TestTrail.since(mark, event);
        assertEquals(1, entries.size(), entries::toString);
        return entries.get(0);
    }

    private static String addresses(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "6.6.6." + i).collect(Collectors.joining(", "));
    }

    @Test
    void howManyHopsAreLeftOutIsTold() throws Exception {
        AuditEntry entry = entry("auth.denied", "X-Forwarded-For", addresses(0, 20));
        assertEquals(addresses(4, 20), String.join(", ", entry.addresses().chain()));
        assertEquals("4", entry.details().get("hops omitted"));
    }

    @Test
    void aLoginThatFailsTellsItAsWell() throws Exception {
        AuditEntry entry =
                entry("auth.failed", "X-Forwarded-For", addresses(0, 20), "Authorization", "Basic YWRtaW46d3Jvbmc=");
        assertEquals("4", entry.details().get("hops omitted"));
    }

    @Test
    void whatTheOtherHeaderSaysIsTold() throws Exception {
        AuditEntry entry = entry(
                "auth.denied",
                "X-Forwarded-For",
                "6.6.6.6, 203.0.113.9",
                "Forwarded",
                "for=\"[2001:db8::7]:80\";proto=https, for=_hidden");
        assertEquals(List.of("6.6.6.6", "203.0.113.9"), entry.addresses().chain());
        assertEquals("2001:db8::7, _hidden", entry.details().get("forwarded"));
        assertNull(entry.details().get("hops omitted"));
    }

    @Test
    void whatBothHeadersSayIsToldOnce() throws Exception {
        AuditEntry entry = entry(
                "auth.denied", "X-Forwarded-For", "6.6.6.6, 203.0.113.9", "Forwarded", "for=6.6.6.6, for=203.0.113.9");
        assertEquals(List.of("6.6.6.6", "203.0.113.9"), entry.addresses().chain());
        assertNull(entry.details().get("forwarded"));
    }

    @Test
    void ofALongHeaderTheNearerEndIsTold() throws Exception {
        String forwarded =
                IntStream.range(0, 20).mapToObj(i -> "for=7.7.7." + i).collect(Collectors.joining(", "));
        AuditEntry entry = entry("auth.denied", "X-Forwarded-For", "6.6.6.6", "Forwarded", forwarded);
        assertEquals(
                "…, " + addresses(4, 20).replace("6.6.6", "7.7.7"),
                entry.details().get("forwarded"));
    }
}
