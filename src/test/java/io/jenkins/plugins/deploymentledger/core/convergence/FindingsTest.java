package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What inventories say, and how often they are read for it; prints the line of docs/benchmarks.md. */
class FindingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MACHINES = 1_000;
    private static final int CONVERGENCES = 100;

    /** The inventories of a controller, which counts how often one is read. */
    private static final class Shelf implements Findings.Inventories {

        private final Map<String, Inventory> latest = new HashMap<>();
        private final Map<String, Long> revisions = new HashMap<>();
        private int reads;

        void put(String machine, List<Software> software) {
            latest.put(
                    machine, new Inventory(NOW, machine, "Linux", "", "x86_64", "", 1, 0, null, List.of(), software));
            revisions.merge(machine, 1L, Long::sum);
        }

        @Override
        public long revision(String machine) {
            return revisions.getOrDefault(machine, 0L);
        }

        @Override
        public Optional<Inventory> latest(String machine) {
            reads++;
            return Optional.ofNullable(latest.get(machine));
        }
    }

    @Test
    void anInventoryIsReadOnceUntilThereIsALaterOne() throws IOException {
        Shelf shelf = new Shelf();
        Findings findings = new Findings(new Detection("office", "", "", ""));
        assertNull(findings.sight("m", true, shelf).takenAt());
        findings.sight("m", true, shelf);
        assertEquals(1, shelf.reads, "That there is none is known, too");

        shelf.put("m", List.of(new Software("office", "24.8", "dpkg")));
        assertEquals(Detection.Finding.PRESENT, findings.sight("m", true, shelf).finding());
        assertEquals(
                Detection.Finding.PRESENT, findings.sight("m", false, shelf).finding());
        assertEquals(2, shelf.reads);
        findings.keepOnly(List.of());
        findings.sight("m", true, shelf);
        assertEquals(3, shelf.reads);
    }

    @Test
    void aDamagedInventorySaysNothingAndKeepsNobodyWaiting() {
        Findings findings = new Findings(new Detection("office", "", "", ""));

        Sight sight = findings.sight("m", true, new Findings.Inventories() {
            @Override
            public long revision(String machine) {
                return 1;
            }

            @Override
            public Optional<Inventory> latest(String machine) throws IOException {
                throw new IOException("torn");
            }
        });

        assertEquals("torn", sight.problem());
        Evaluation seen =
                new Convergence(ConvergenceRules.USUAL, Convergence.Memory.NONE).evaluate(NOW, Map.of("m", sight));
        assertEquals(Map.of("m", MemberState.UNKNOWN), seen.states());
        assertEquals(Map.of("m", "torn"), seen.problems());
        assertEquals(List.of(), seen.due());
        assertEquals(List.of("m"), seen.unseen());
    }

    @Test
    void manyConvergencesOverManyMachinesReadNothingThatHasNotChanged() throws IOException {
        Shelf shelf = new Shelf();
        List<Software> software = IntStream.range(0, 400)
                .mapToObj(i -> new Software("package-" + i, "1." + i, "dpkg"))
                .toList();
        List<String> machines =
                IntStream.range(0, MACHINES).mapToObj(i -> "m" + i).toList();
        machines.forEach(machine -> shelf.put(machine, software));
        List<Findings> all = new ArrayList<>();
        for (int i = 0; i < CONVERGENCES; i++) {
            all.add(new Findings(new Detection("package-" + i, "1", "", "")));
        }
        evaluate(all, machines, shelf);
        int reads = shelf.reads;

        long begun = System.nanoTime();
        evaluate(all, machines, shelf);
        System.out.printf(
                "| %d convergences over groups of %,d machines evaluate | %d ms |%n",
                CONVERGENCES, MACHINES, (System.nanoTime() - begun) / 1_000_000);

        assertEquals(reads, shelf.reads);
    }

    private static void evaluate(List<Findings> all, List<String> machines, Shelf shelf) throws IOException {
        for (Findings findings : all) {
            Map<String, Sight> sights = new LinkedHashMap<>();
            for (String machine : machines) {
                sights.put(machine, findings.sight(machine, true, shelf));
            }
            Evaluation evaluation =
                    new Convergence(ConvergenceRules.USUAL, Convergence.Memory.NONE).evaluate(NOW, sights);
            assertEquals(100, evaluation.percentConverged());
        }
    }
}
