package io.jenkins.plugins.deploymentledger.audit.page;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the parameters of the trail mean, written down a second time, with nothing of the code under test. */
final class NaiveTrailFilter {

    private NaiveTrailFilter() {}

    static boolean accepts(Map<String, List<String>> parameters, AuditEvent event) {
        Instant from = Instant.parse(parameters.get("from").get(0));
        Instant to = Instant.parse(parameters.get("to").get(0));
        if (event.time().isBefore(from) || !event.time().isBefore(to)) {
            return false;
        }
        List<String> events = new ArrayList<>(parameters.getOrDefault("event", List.of()));
        parameters.getOrDefault("category", List.of()).forEach(category -> events.add(category + ".*"));
        List<String> addresses = new ArrayList<>(event.addresses().chain());
        addresses.add(event.addresses().client());
        return any(events, event.event().name())
                && any(parameters.get("actorId"), event.operatedBy().id())
                && any(parameters.get("actor"), event.operatedBy().name())
                && any(parameters.get("targetId"), event.target().id())
                && any(parameters.get("target"), event.target().name())
                && (!parameters.containsKey("ip")
                        || addresses.stream().anyMatch(address -> parameters.get("ip").stream()
                                .anyMatch(network -> inside(network, address))));
    }

    private static boolean any(List<String> patterns, String text) {
        return patterns == null || patterns.isEmpty() || patterns.stream().anyMatch(pattern -> like(pattern, text));
    }

    private static boolean like(String pattern, String text) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        String given = text.toLowerCase(Locale.ROOT);
        return wanted.endsWith("*") ? given.startsWith(wanted.substring(0, wanted.length() - 1)) : given.equals(wanted);
    }

    /** An address, or a network of 24 bits. */
    private static boolean inside(String network, String address) {
        return network.endsWith(".0/24")
                ? address.startsWith(network.substring(0, network.length() - "0/24".length()))
                : address.equals(network);
    }
}
