package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.KeyFiles;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentHeader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentNames;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Makes a new ledger in an empty directory. */
final class LedgerCreation {

    /** What a creation that was cut short can leave. */
    private static final Set<String> BEGUN =
            Set.of("lock", "keys", "log", "checkpoint", "checkpoint.tmp", "ledger.tmp");

    private LedgerCreation() {}

    /** Makes sure that nothing is in the way: neither other files, nor a ledger that lost the file that says it is one. */
    static void checkEmpty(LedgerDirectory directory) throws IOException {
        if (!Files.isDirectory(directory.root())) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.root())) {
            for (Path file : files) {
                if (!BEGUN.contains(String.valueOf(file.getFileName()))) {
                    throw new LedgerAlarmException(List.of(Finding.of(
                            Kind.UNUSABLE,
                            "ledger",
                            "The directory " + directory.root() + " is no ledger, and not empty either: it has "
                                    + file.getFileName() + ". Name another directory, or find out who removed the file"
                                    + " named ledger")));
                }
            }
        }
        if (Files.isDirectory(directory.segments())) {
            for (Path segment : SegmentNames.list(directory.segments())) {
                if (Files.size(segment) > SegmentHeader.LENGTH) {
                    throw new LedgerAlarmException(List.of(Finding.of(
                            Kind.UNUSABLE, "ledger", "The file named ledger is missing, but there are entries")));
                }
            }
        }
    }

    static void create(Storage storage, LedgerDirectory directory, String origin, Instant now) throws IOException {
        NoteSigner signer = NoteSigner.generate(origin);
        KeyFiles.write(storage, directory, signer);
        storage.makeDirectory(directory.segments());
        Hash nothing = new TreeHasher().empty();
        SegmentWriter.create(
                        storage, directory.segments(), new SegmentHeader(0, Hash.of(new byte[Hash.LENGTH]), nothing))
                .close();
        storage.replace(directory.checkpoint(), new Checkpoint(origin, 0, nothing).sign(signer));
        // Last: from here on it is a ledger.
        storage.replace(directory.about(), AboutNote.sign(signer, now));
    }
}
