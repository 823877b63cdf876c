package io.jenkins.plugins.deploymentledger.core.ledger.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching a ledger while it is written, sealed and cleared from the front. */
class LiveLedgerTest {

    private static final LedgerQuery BUILDS = LedgerQuery.builder()
            .accept(FilterKind.EVENT, TextFilter.of("build.*"))
            .build();

    @TempDir
    Path directory;

    private final LedgerIndex index = LedgerIndex.kept();

    private Ledger open() throws IOException {
        return Ledger.open(
                directory,
                LedgerOptions.DEFAULTS.withWriting(
                        WriterOptions.DEFAULTS.withSegments(50, 1 << 20, Duration.ofDays(1))));
    }

    private static AuditEvent build(int number) {
        return AuditEvent.of(EventType.of("build.started"))
                .by("ana", "Ana")
                .on("job", "job" + number, "")
                .build();
    }

    private List<String> newest(Ledger ledger, int count) throws IOException {
        try (LedgerReader reader = ledger.reader()) {
            return index.search(reader).page(BUILDS, Optional.empty(), count).entries().stream()
                    .map(entry -> entry.target().id())
                    .toList();
        }
    }

    @Test
    void anEntryIsFoundAsSoonAsItIsOnDisk() throws IOException {
        try (Ledger ledger = open()) {
            for (int i = 0; i < 180; i++) {
                ledger.record(build(i));
                assertEquals(List.of("job" + i), newest(ledger, 1));
            }
        }
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            assertEquals(
                    3, files.filter(file -> file.toString().endsWith(".idx")).count());
        }
        VerificationReport report = LedgerVerifier.verify(directory, VerificationOptions.ALL);
        assertTrue(report.ok(), report.findings().toString());
    }

    @Test
    void whatLeavesByRetentionLeavesTheIndexesToo() throws IOException {
        try (Ledger ledger = open()) {
            for (int i = 0; i < 120; i++) {
                ledger.record(build(i));
            }
            assertEquals(120, newest(ledger, 1_000).size());
            long left = ledger.retain(Instant.now().plusSeconds(60), null);
            assertEquals(100, left);
            List<String> rest = newest(ledger, 1_000);
            assertEquals("job119", rest.get(0));
            assertFalse(rest.contains("job90"));
            try (LedgerReader reader = ledger.reader()) {
                assertEquals(
                        new BoundedCount(rest.size(), true),
                        index.search(reader).count(BUILDS, 1_000));
            }
        }
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".idx")).toList());
        }
    }

    @Test
    void readersSeeAWholeHistoryWhileOthersWrite()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (Ledger ledger = open()) {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 600; i++) {
                    ledger.append(build(i)).join();
                }
            });
            writing.whenComplete((nothing, failure) -> done.set(true));
            int before = 0;
            do {
                List<String> found = newest(ledger, 1_000);
                for (int i = 0; i < found.size(); i++) {
                    assertEquals("job" + (found.size() - 1 - i), found.get(i));
                }
                assertTrue(found.size() >= before, "An entry that was there is gone");
                before = found.size();
            } while (!done.get());
            writing.get(60, TimeUnit.SECONDS);
            assertEquals(600, newest(ledger, 1_000).size());
        }
    }
}
