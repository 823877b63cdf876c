package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How long opening takes, how much heap all indexes take when all of them are in use, and how big their files are. */
final class Memory {

    private Memory() {}

    static void measure() throws IOException {
        Path directory = Dataset.ledger();
        long began = System.nanoTime();
        try (Ledger ledger = Ledger.open(directory, Dataset.options())) {
            System.out.printf("Opening: %.2f s%n", (System.nanoTime() - began) / 1e9);
            LedgerIndex index = LedgerIndex.kept();
            LedgerQuery nobody = LedgerQuery.builder()
                    .accept(FilterKind.OPERATED_BY_ID, TextFilter.of("nobody"))
                    .build();
            long before = used();
            began = System.nanoTime();
            try (LedgerReader reader = ledger.reader()) {
                BoundedCount none = index.search(reader).count(nobody, 10);
                System.out.printf(
                        "First query that needs every index: %.2f s, found %s%n",
                        (System.nanoTime() - began) / 1e9, none);
            }
            long after = used();
            long bytes = 0;
            try (Stream<Path> files = Files.list(directory.resolve("log"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".idx")).toList()) {
                    bytes += Files.size(file);
                }
            }
            System.out.printf(
                    "Heap of the indexes: %,d bytes, %.2f an entry; their files: %,d bytes, %.1f an entry%n",
                    after - before,
                    (double) (after - before) / Dataset.ENTRIES,
                    bytes,
                    (double) bytes / Dataset.ENTRIES);
            if (index.hashCode() == 0) {
                System.out.println("The indexes are still in use");
            }
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
