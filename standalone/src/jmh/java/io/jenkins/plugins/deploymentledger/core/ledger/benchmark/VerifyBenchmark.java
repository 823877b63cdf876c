package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Full verification against what SHA-256 alone takes over the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class VerifyBenchmark {

    private Path ledger;

    /** Makes the ledger. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        ledger = Dataset.ledger();
    }

    /** Verifies everything. */
    @Benchmark
    public VerificationReport verify() throws IOException {
        VerificationReport report = LedgerVerifier.verify(ledger, VerificationOptions.ALL);
        if (!report.ok()) {
            throw new IOException(report.findings().toString());
        }
        return report;
    }

    /** Hashes the bytes of all segments. */
    @Benchmark
    public byte[] sha256() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
        List<Path> segments;
        try (Stream<Path> files = Files.list(ledger.resolve("log"))) {
            segments = files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
        for (Path segment : segments) {
            try (FileChannel channel = FileChannel.open(segment)) {
                while (channel.read(buffer.clear()) > 0) {
                    digest.update(buffer.flip());
                }
            }
        }
        return digest.digest();
    }
}
