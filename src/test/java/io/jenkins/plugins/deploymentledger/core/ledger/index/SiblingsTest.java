package io.jenkins.plugins.deploymentledger.core.ledger.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Siblings are the entries of the same value within reach, and no others. */
class SiblingsTest {

    @Test
    void siblingsAreThoseOfTheSameValueWithinReach(@TempDir Path directory) throws IOException {
        try (SegmentsOnDisk ledger = new SegmentsOnDisk(directory, new Random(5))) {
            ledger.append(900);
            ledger.seal();
            ledger.append(700);
            List<AuditEntry> all = new ArrayList<>(ledger.newestFirst());
            Collections.reverse(all);
            try (StoredEntries reader = ledger.reader()) {
                for (int at : new int[] {0, 1, 450, 899, 900, 1_599}) {
                    AuditEntry entry = all.get(at);
                    String note = entry.details().get("note");
                    List<AuditEntry> expected = all.stream()
                            .filter(other ->
                                    other.sequence() != at && Math.abs(other.sequence() - at) <= Siblings.REACH)
                            .filter(other -> !note.isEmpty()
                                    && note.equals(other.details().get("note")))
                            .toList();
                    assertEquals(expected, Siblings.of(reader, entry, "note"), "of entry " + at);
                    assertEquals(List.of(), Siblings.of(reader, entry, "no such detail"));
                }
            }
        }
    }
}
