package io.jenkins.plugins.deploymentledger.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A comparison of many files lets others have their entries in between. */
@WithJenkins
class DriftInPiecesTest {

    private static final int FILES = 60;

    @Test
    void whatIsRecordedMeanwhileDoesNotWaitForAllFiles(JenkinsRule j) throws Exception {
        Path jobs = j.jenkins.getRootDir().toPath().resolve("jobs");
        String line = "<command>echo something that takes its time to be looked at</command>\n";
        for (int i = 0; i < FILES; i++) {
            Path job = Files.createDirectories(jobs.resolve("job" + i));
            Files.writeString(job.resolve("config.xml"), "<project>\n" + line.repeat(1_500) + "</project>");
        }
        long mark = TestTrail.settled();
        OfflineDrift.lookAfter(Event.SYSTEM_RELOAD, Targets.controller());
        AuditTrail.record(AuditTrail.begin(Event.SYSTEM_MAINTENANCE).on("jenkins", "", "Meanwhile"));
        List<AuditEntry> told = TestTrail.since(mark).stream()
                .filter(entry -> entry.event().name().equals("drift.added")
                        || entry.target().name().equals("Meanwhile"))
                .toList();
        assertEquals(FILES + 1, told.size(), "All are told");
        int meanwhile =
                told.stream().map(entry -> entry.target().name()).toList().indexOf("Meanwhile");
        assertTrue(meanwhile < FILES / 2, "After " + meanwhile + " files");
    }

    @Test
    void whatIsReadAndWhatTimeItTakesEndAPiece() {
        Piece piece = new Piece();
        piece.reads(Piece.MAX_BYTES);
        assertFalse(piece.hasRoom());
    }
}
