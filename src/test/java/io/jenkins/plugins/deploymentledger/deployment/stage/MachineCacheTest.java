package io.jenkins.plugins.deploymentledger.deployment.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine keeps of binaries, and what it gives up for others. */
class MachineCacheTest {

    private static final long NO_LIMIT = 1L << 40;

    @TempDir
    private Path root;

    @Test
    void theLeastRecentlyUsedIsGivenUpForTheNext() throws IOException {
        CacheEntry old = receive("old content", "run-0");
        CacheEntry recent = receive("recent one.", "run-1");
        new MachineCache(old).release();
        new MachineCache(recent).release();
        Files.setLastModifiedTime(
                new MachineCache(old).file().getParent(),
                FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        CacheEntry next = receive("next", "run-2", 20);

        assertFalse(Files.exists(new MachineCache(old).file()), "The old one is gone");
        assertTrue(Files.exists(new MachineCache(recent).file()), "The recent one stays");
        assertTrue(Files.exists(new MachineCache(next).file()), "The next one is there");
    }

    @Test
    void whatARunUsesStaysWhateverTheLimit() throws IOException {
        CacheEntry used = receive("in use", "run-0");
        receive("next", "run-1", 1);
        assertTrue(Files.exists(new MachineCache(used).file()), "It is in use");
    }

    @Test
    void aRunThatWasForgottenHoldsNothing() throws IOException {
        CacheEntry held = receive("held", "run-0");
        Path use = root.resolve("deployment-ledger/cache/.uses")
                .resolve(held.sha256())
                .resolve("run-0");
        Files.setLastModifiedTime(use, FileTime.from(Instant.now().minus(Duration.ofDays(8))));

        receive("next", "run-1", 1);

        assertFalse(Files.exists(new MachineCache(held).file()), "Nobody holds it any more");
        assertFalse(Files.exists(use.getParent()), "Nor does its mark stay");
    }

    @Test
    void abandonedTransfersAreRemoved() throws IOException {
        receive("first", "run-0");
        Path incoming = root.resolve("deployment-ledger/cache/.incoming");
        Path abandoned = Files.write(incoming.resolve("0123456789abcdef-old-0.part"), new byte[10]);
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path young = Files.write(incoming.resolve("0123456789abcdef-new-0.part"), new byte[10]);

        receive("second", "run-1");

        assertFalse(Files.exists(abandoned), "Two days old");
        assertTrue(Files.exists(young), "May go on");
    }

    @Test
    void aLateWriterOfALostConnectionDoesNotSpoilTheNext() throws IOException {
        CacheEntry entry = entry("content", "run-0");
        PreparedReceipt lost = new PrepareReceipt(entry, NO_LIMIT).call();
        lost.stream().write("con".getBytes());

        PreparedReceipt next = new PrepareReceipt(entry, NO_LIMIT).call();

        assertEquals(3, next.offset());
        assertThrows(IOException.class, () -> lost.stream().write("garbage".getBytes()));
        next.stream().write("tent".getBytes());
        assertEquals(entry.sha256(), new FinishReceipt(entry, next.token()).call());
        assertEquals("content", Files.readString(new MachineCache(entry).file()));
    }

    @Test
    void nothingIsKeptOpen() throws IOException {
        int before = OpenReceipts.count();
        receive("whole", "run-0");
        CacheEntry dropped = entry("dropped", "run-1");
        new PrepareReceipt(dropped, NO_LIMIT).call().stream().write("dr".getBytes());
        new DropReceipt(dropped).call();

        assertEquals(before, OpenReceipts.count());
        try (Stream<Path> parts = Files.list(root.resolve("deployment-ledger/cache/.incoming"))) {
            assertEquals(List.of(), parts.toList());
        }
    }

    private CacheEntry receive(String content, String key) throws IOException {
        return receive(content, key, NO_LIMIT);
    }

    private CacheEntry receive(String content, String key, long limit) throws IOException {
        CacheEntry entry = entry(content, key);
        PreparedReceipt prepared = new PrepareReceipt(entry, limit).call();
        prepared.stream().write(content.getBytes());
        assertEquals(entry.sha256(), new FinishReceipt(entry, prepared.token()).call());
        return entry;
    }

    private CacheEntry entry(String content, String key) {
        String sha256 = HexFormat.of().formatHex(Sha256.begin().digest(content.getBytes()));
        return new CacheEntry(root.toString(), sha256, "file.txt", content.length(), key);
    }
}
