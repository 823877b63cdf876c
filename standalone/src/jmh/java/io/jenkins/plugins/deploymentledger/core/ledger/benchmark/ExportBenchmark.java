package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportFormat;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportProgress;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportSource;
import io.jenkins.plugins.deploymentledger.core.ledger.export.LedgerExport;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole ledger as an export to a file, in a heap of 64 MB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
public class ExportBenchmark {

    /** As what. */
    @Param
    public ExportFormat format;

    private Ledger ledger;
    private Path file;

    /** Opens the ledger. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        ledger = Ledger.open(Dataset.ledger(), Dataset.options());
        file = Files.createTempFile(Dataset.DIRECTORY, "export", ".rows");
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        ledger.close();
        Files.delete(file);
    }

    /** Exports everything. */
    @Benchmark
    public ExportManifest export() throws IOException {
        long began = System.nanoTime();
        try (LedgerReader reader = ledger.reader();
                OutputStream out = Files.newOutputStream(file)) {
            ExportSource source = new ExportSource(LedgerIndex.kept().search(reader), 0, reader.endSequence(), "");
            ExportManifest manifest =
                    LedgerExport.write(source, LedgerQuery.EVERYTHING, format, out, ExportProgress.NONE);
            System.out.printf("%,.0f rows/s  ", manifest.rows() / ((System.nanoTime() - began) / 1e9));
            return manifest;
        }
    }
}
