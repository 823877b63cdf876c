package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of several segments, and the tool that is run on it. */
abstract class OnALedger {

    static final Instant START = Instant.parse("2026-11-01T09:00:00Z");
    static final int EVENTS = 250;

    @TempDir
    Path temporary;

    Path ledger;

    /** How a command ended. */
    record Outcome(int status, String out, String err) {}

    @BeforeEach
    void aLedgerOfSeveralSegments() throws IOException {
        ledger = temporary.resolve("ledger");
        try (Ledger writer = open(ledger)) {
            append(writer, 0, EVENTS);
        }
    }

    static Ledger open(Path directory) throws IOException {
        return Ledger.open(
                directory,
                LedgerOptions.DEFAULTS
                        .withOrigin("audit.example.org")
                        .withWriting(WriterOptions.DEFAULTS.withSegments(100, 1 << 20, Duration.ofDays(1))));
    }

    static void append(Ledger writer, int from, int to) {
        List<CompletableFuture<?>> receipts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            receipts.add(writer.append(AuditEvent.of(EventType.of(i % 10 == 0 ? "user.deleted" : "item.updated"))
                    .at(START.plusSeconds(60L * i))
                    .by(i % 2 == 0 ? "ana" : "ben", i % 2 == 0 ? "Ana Lopez" : "Ben \u001b[31mRay\n2")
                    .on("job", "folder/job" + i % 5, "Job " + i % 5)
                    .from(new Addresses("203.0.113." + i % 4, List.of("203.0.113." + i % 4, "10.0.0.2"), true))
                    .detail("formula", "=1+1")
                    .build()));
        }
        receipts.forEach(CompletableFuture::join);
    }

    static Outcome run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(Arrays.stream(arguments).map(String::valueOf).toList(), out, err, false);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static JsonNode json(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out());
    }
}
