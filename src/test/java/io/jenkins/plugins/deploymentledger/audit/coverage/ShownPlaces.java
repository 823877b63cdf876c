package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** The places that the differences in entries show. */
final class ShownPlaces {

    private ShownPlaces() {}

    /** Of all these entries, sorted; with a plus for what was added and a minus for what was removed. */
    static List<String> of(List<AuditEntry> entries) {
        return entries.stream().flatMap(ShownPlaces::of).sorted().toList();
    }

    private static Stream<String> of(AuditEntry entry) {
        String difference = entry.details().get("diff");
        if (difference == null) {
            return Stream.of();
        }
        try {
            return DifferenceJson.read(difference).changes().stream().map(ShownPlaces::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(Change change) {
        return switch (change.kind()) {
            case ADDED -> "+" + change.path();
            case REMOVED -> "-" + change.path();
            case CHANGED -> change.path();
        };
    }
}
