package io.jenkins.plugins.deploymentledger.audit.settings;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.core.address.TrustedProxies;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says what is wrong with a value of the settings, and what would be right; empty if nothing is. */
final class SettingsProblems {

    private static final int MAX_WAIT_MILLIS = 60_000;
    private static final int MAX_RETENTION_DAYS = 36_500;
    private static final int MAX_WORDS = 1_000;

    private SettingsProblems() {}

    @NonNull
    static Optional<String> durability(@NonNull String value) {
        List<String> known = Arrays.stream(Durability.values()).map(Enum::name).toList();
        return known.contains(value)
                ? Optional.empty()
                : Optional.of(Messages.AuditSettings_durability(String.join(", ", known)));
    }

    @NonNull
    static Optional<String> wait(@NonNull String value) {
        return range(value, MAX_WAIT_MILLIS);
    }

    @NonNull
    static Optional<String> retention(@NonNull String value) {
        return range(value, MAX_RETENTION_DAYS);
    }

    private static Optional<String> range(String value, int max) {
        try {
            int number = Integer.parseInt(value.trim());
            return number >= 0 && number <= max
                    ? Optional.empty()
                    : Optional.of(Messages.AuditSettings_range(Integer.toString(max)));
        } catch (NumberFormatException e) {
            return Optional.of(Messages.AuditSettings_range(Integer.toString(max)));
        }
    }

    /** Every word has to be an address or a network. */
    @NonNull
    static Optional<String> proxies(@NonNull String value) {
        try {
            TrustedProxies.parse(value, false);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Every word has to be an event type that may be left out. */
    @NonNull
    static Optional<String> notRecorded(@NonNull String value) {
        Set<String> unknown = new TreeSet<>(words(value));
        for (EventDescription event : EventCatalogue.all()) {
            String name = event.type().name();
            if (unknown.remove(name) && event.isAdministrative()) {
                return Optional.of(Messages.AuditSettings_administrative(name));
            }
        }
        return unknown.stream().findFirst().map(Messages::AuditSettings_unknownEvent);
    }

    @NonNull
    static List<String> words(@NonNull String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
    }

    /** @throws IllegalArgumentException if there is a problem, with the name of the field */
    static void refuse(@NonNull String field, @NonNull Optional<String> problem) {
        if (problem.isPresent()) {
            throw new IllegalArgumentException(field + ": " + problem.get());
        }
    }
}
