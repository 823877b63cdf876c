package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A random query as parameters, and its meaning written down a second time, with nothing of the code under test. */
final class NaiveFilter {

    private static final Map<String, Function<AuditEntry, String>> TEXTS = Map.of(
            "event", entry -> entry.event().name(),
            "operatedById", entry -> entry.operatedBy().id(),
            "operatedBy", entry -> entry.operatedBy().name(),
            "targetId", entry -> entry.target().id(),
            "target", entry -> entry.target().name());
    private static final Map<String, List<String>> WORDS = Map.of(
            "event", List.of("user.*", "node.*", "user.deleted", "build.started", "node.offline", "none.such"),
            "operatedById", List.of("ana", "BEN", "be*", "*e", "corp\\EVE", "nobody", "ΣΊΣΥΦΟΣ", "*"),
            "operatedBy", List.of("Ana Lopez", "*ray", "b*", "*e*", "bea\nnew"),
            "targetId", List.of("folder/*", "FOLDER/JOB", "x", "*2", "p*1"),
            "target", List.of("paris-*", "paris-001", "folder/job", "y"),
            "address",
                    List.of(
                            "10.0.0.0/8",
                            "10.0.0.1",
                            "2001:db8::/32",
                            "203.0.113.7",
                            "0.0.0.0/0",
                            "192.0.2.1",
                            "::/0"));

    private static final Map<String, Pattern> PATTERNS = new HashMap<>();
    private static final Map<String, BigInteger> NUMBERS = new HashMap<>();

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    NaiveFilter(Random random, Instant newest) {
        WORDS.forEach((kind, words) -> {
            if (random.nextInt(3) == 0) {
                List<String> values = new ArrayList<>();
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    values.add(words.get(random.nextInt(words.size())));
                }
                parameters.put(kind, values);
            }
        });
        if (random.nextInt(2) == 0) {
            long span = Math.max(0, newest.getEpochSecond() - RandomEntries.START.getEpochSecond()) + 2;
            Instant from = RandomEntries.START
                    .plusSeconds((long) (random.nextDouble() * span))
                    .plusNanos(random.nextInt(999_999_999));
            Instant to = from.plusSeconds((long) (random.nextDouble() * span)).plusNanos(1 + random.nextInt(999_999));
            parameters.put("from", List.of(from.toString()));
            parameters.put("to", List.of(to.toString()));
        }
    }

    NaiveFilter(Map<String, List<String>> parameters) {
        this.parameters.putAll(parameters);
    }

    Map<String, List<String>> parameters() {
        return parameters;
    }

    boolean accepts(AuditEntry entry) {
        if (parameters.containsKey("from")
                && (entry.time().compareTo(Instant.parse(parameters.get("from").get(0))) < 0
                        || entry.time()
                                        .compareTo(Instant.parse(
                                                parameters.get("to").get(0)))
                                >= 0)) {
            return false;
        }
        for (Map.Entry<String, Function<AuditEntry, String>> text : TEXTS.entrySet()) {
            List<String> values = parameters.get(text.getKey());
            String field = text.getValue().apply(entry);
            if (values != null && (field.isEmpty() || values.stream().noneMatch(value -> like(value, field)))) {
                return false;
            }
        }
        List<String> networks = parameters.get("address");
        if (networks == null) {
            return true;
        }
        List<String> addresses = new ArrayList<>(entry.addresses().chain());
        addresses.add(entry.addresses().client());
        return addresses.stream().anyMatch(address -> networks.stream().anyMatch(network -> inside(network, address)));
    }

    private static boolean like(String pattern, String text) {
        return PATTERNS.computeIfAbsent(pattern, NaiveFilter::compile)
                .matcher(text)
                .matches();
    }

    private static Pattern compile(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
        }
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return Pattern.compile(regex.toString(), flags);
    }

    private static boolean inside(String network, String address) {
        if (!address.contains(".") && !address.contains(":")) {
            return false;
        }
        String[] parts = network.split("/");
        int width = parts[0].contains(":") ? 128 : 32;
        int free = parts.length == 1 ? 0 : width - Integer.parseInt(parts[1]);
        return NUMBERS.computeIfAbsent(parts[0], NaiveFilter::number)
                .shiftRight(free)
                .equals(NUMBERS.computeIfAbsent(address, NaiveFilter::number).shiftRight(free));
    }

    private static BigInteger number(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            BigInteger number = new BigInteger(1, bytes);
            return bytes.length == 4 ? number.add(BigInteger.valueOf(0xffff).shiftLeft(32)) : number;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
