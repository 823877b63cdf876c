package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentNames;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process at random moments: no acknowledged entry is ever missing, and every ledger opens and proves. From every other
 * ledger segments leave for an archive while it is written.
 *
 * <p>{@code -Dledger.kills=500} sets how often; the seed of a failed campaign goes into {@code -Dledger.seed}.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("ledger.kills", 60);
    private static final int KILLS_A_LEDGER = 20;

    private final Map<Long, Hash> acknowledged = new HashMap<>();

    @TempDir
    private Path temp;

    /** Where segments of this ledger go; null if they stay. */
    private Path archive;

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        long seed = Long.getLong("ledger.seed", System.nanoTime());
        Random random = new Random(seed);
        long acknowledgements = 0;
        int cuts = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            String which = "kill " + kill + ", seed " + seed;
            Path ledger = temp.resolve("ledger-" + kill / KILLS_A_LEDGER);
            if (kill % KILLS_A_LEDGER == 0) {
                acknowledgements += acknowledged.size();
                acknowledged.clear();
            }
            boolean retains = kill / KILLS_A_LEDGER % 2 == 1;
            archive = retains ? temp.resolve("archive-" + kill / KILLS_A_LEDGER) : null;
            writeAndKill(ledger, random, which);
            boolean last = kill % KILLS_A_LEDGER == KILLS_A_LEDGER - 1 || kill == KILLS - 1;
            if (!Files.exists(ledger.resolve("ledger"))) {
                // Killed before there was a ledger at all.
                assertTrue(acknowledged.isEmpty(), which);
                continue;
            }
            VerificationOptions all = VerificationOptions.ALL;
            VerificationReport found =
                    LedgerVerifier.verify(ledger, archived().isEmpty() ? all : all.withArchive(archive));
            assertEquals(List.of(), found.findings(), which);
            if (last) {
                cuts += openAndProve(ledger, which);
            } else if (random.nextBoolean()) {
                openAndProve(ledger, which);
            } else {
                checkAcknowledged(ledger, which);
            }
        }
        acknowledgements += acknowledged.size();
        System.out.println(
                KILLS + " kills, seed " + seed + ": " + acknowledgements + " acknowledged entries, none missing; "
                        + cuts + " incomplete records cut, none of them acknowledged");
        assertTrue(acknowledgements > KILLS, "the processes did not get to write: " + acknowledgements);
        assertTrue(cuts > 0 || KILLS < KILLS_A_LEDGER, "no kill came within a write, seed " + seed);
    }

    private void writeAndKill(Path ledger, Random random, String which) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx96m",
                "-cp",
                classPath,
                KilledWriter.class.getName(),
                ledger.toString(),
                Long.toString(random.nextLong())));
        if (archive != null) {
            command.add(archive.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals("READY", out.readLine(), which);
            // Some while they open the ledger, most while they write.
            CountDownLatch begun = new CountDownLatch(random.nextInt(5) == 0 ? 0 : 1);
            int micros = random.nextInt(300_000);
            AtomicBoolean killed = new AtomicBoolean();
            Thread killer = new Thread(() -> {
                awaitUninterruptibly(begun);
                long moment = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
                while (System.nanoTime() < moment) {
                    Thread.onSpinWait();
                }
                // Not through the process itself: that would close the pipe with acknowledgements still in it.
                killed.set(process.toHandle().destroyForcibly());
            });
            killer.start();
            String line = out.readLine();
            while (line != null) {
                take(line, which);
                begun.countDown();
                line = out.readLine();
            }
            begun.countDown();
            killer.join();
            assertTrue(killed.get(), which);
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), which);
        }
        // 128 + SIGKILL where there are signals.
        assertTrue(
                process.exitValue() == 137 || process.exitValue() == 1, which + ": ended with " + process.exitValue());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> archived() throws IOException {
        return archive == null || !Files.exists(archive) ? List.of() : SegmentNames.list(archive);
    }

    private void take(String line, String which) {
        String[] parts = line.split(" ");
        // The last line may be cut by the kill; then the parent never learned of that acknowledgement.
        if (parts.length == 2 && parts[1].length() == 64) {
            Hash before = acknowledged.put(Long.parseLong(parts[0]), Hash.ofHex(parts[1]));
            assertEquals(null, before, which + ": a sequence number was given twice");
        } else {
            assertFalse(line.startsWith("FAILED") || line.contains("Exception"), which + ": " + line);
        }
    }

    private void checkAcknowledged(Path ledger, String which) throws IOException {
        try (LedgerReader reader = StoredEntries.open(ledger.resolve("log"), Long.MAX_VALUE)) {
            checkAcknowledged(reader, which);
        }
    }

    private int checkAcknowledged(LedgerReader reader, String which) throws IOException {
        Set<Long> found = new HashSet<>();
        int cuts = look(reader, found, which);
        if (!archived().isEmpty()) {
            try (LedgerReader left = StoredEntries.open(archive, Long.MAX_VALUE)) {
                cuts += look(left, found, which);
            }
        }
        assertEquals(acknowledged.keySet(), found, which + ": acknowledged entries are missing");
        return cuts;
    }

    private int look(LedgerReader reader, Set<Long> found, String which) throws IOException {
        TreeHasher hasher = new TreeHasher();
        int cuts = 0;
        try (EntryCursor entries = reader.ascending(0, Long.MAX_VALUE)) {
            while (entries.next()) {
                Hash leaf = acknowledged.get(entries.sequence());
                if (leaf != null) {
                    assertEquals(leaf, hasher.leaf(entries.json()), which + ": entry " + entries.sequence());
                    found.add(entries.sequence());
                }
                if (entries.entry().event().equals(LedgerEvents.RECOVERED)) {
                    cuts++;
                }
            }
        }
        return cuts;
    }

    private int openAndProve(Path directory, String which) throws IOException {
        try (Ledger ledger = Ledger.open(directory, KilledWriter.OPTIONS)) {
            Checkpoint checkpoint = ledger.checkpoint();
            for (Map.Entry<Long, Hash> entry : acknowledged.entrySet()) {
                if (entry.getKey() % 17 == 0) {
                    assertTrue(
                            ledger.inclusionProof(entry.getKey(), checkpoint.size())
                                    .proves(entry.getValue(), checkpoint.root()),
                            which + ": entry " + entry.getKey());
                }
            }
            try (LedgerReader reader = ledger.reader()) {
                return checkAcknowledged(reader, which);
            }
        }
    }
}
