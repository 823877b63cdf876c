package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentHeader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A directory of real segments with random entries, and the entries in memory to compare with. */
final class SegmentsOnDisk implements Closeable {

    private static final Hash NO_HASH = Hash.of(new byte[Hash.LENGTH]);

    private final Storage storage = new DiskStorage();
    private final RandomEntries random;
    private final Path directory;
    private final List<AuditEntry> entries = new ArrayList<>();
    private SegmentWriter open;

    SegmentsOnDisk(Path directory, Random random) throws IOException {
        this.directory = directory;
        this.random = new RandomEntries(random);
        this.open = SegmentWriter.create(storage, directory, new SegmentHeader(0, NO_HASH, NO_HASH));
    }

    /** Adds random entries to the open segment. */
    void append(int count) throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AuditEntry entry = random.next(entries.size());
            entries.add(entry);
            records.add(EntryCodec.encode(entry));
        }
        open.append(records);
    }

    /** Seals the open segment and begins another. */
    void seal() throws IOException {
        open.seal(NO_HASH);
        open.close();
        open = SegmentWriter.create(storage, directory, new SegmentHeader(entries.size(), NO_HASH, NO_HASH));
    }

    StoredEntries reader() throws IOException {
        return StoredEntries.open(directory, Long.MAX_VALUE);
    }

    Path directory() {
        return directory;
    }

    /** All entries, newest first. */
    List<AuditEntry> newestFirst() {
        List<AuditEntry> reversed = new ArrayList<>(entries);
        Collections.reverse(reversed);
        return reversed;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
