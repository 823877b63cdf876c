package io.jenkins.plugins.deploymentledger.audit.verification;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.health.TrailProblem;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Verifies the ledger of this controller in the background, one verification at a time, and records in the trail what it found:
 * there the last result is to be read, also after a restart. Administrators are warned while the last one has failed.
 * Thread-safe.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Verifications implements TrailProblem {

    /** The detail with how many entries were proved. */
    public static final String PROVED = "proved";

    /** The detail with what is wrong. */
    public static final String FINDINGS = "findings";

    private static final Logger LOGGER = Logger.getLogger(Verifications.class.getName());
    private static final int MOST_FINDINGS = 20;

    private final ExecutorService lane = Executors.newSingleThreadExecutor(
            new NamingThreadFactory(new DaemonThreadFactory(), "Audit trail verification"));
    private final AtomicReference<VerificationProgress> running = new AtomicReference<>();
    private volatile List<Finding> wrong = List.of();

    /** The one of this controller. */
    @NonNull
    public static Verifications get() {
        return ExtensionList.lookupSingleton(Verifications.class);
    }

    /** How far the verification is that is under way; nothing if none is. */
    @NonNull
    public Optional<VerificationProgress> running() {
        return Optional.ofNullable(running.get());
    }

    /** Begins a verification, if none is under way; whoever the current thread serves stands for it in the trail. */
    public void begin() {
        if (running.compareAndSet(null, new VerificationProgress(0, 0))) {
            Origin origin = Origin.now();
            RequestScope scope = RequestScope.current();
            if (scope != null) {
                // The entry comes later, but it will.
                scope.saw(Event.AUDIT_VERIFIED.type());
                scope.madeEntry();
            }
            lane.execute(() -> verify(origin));
        }
    }

    /**
     * Verifies now, unless a verification is under way; whoever the current thread serves stands for it in the trail.
     *
     * @param kept checkpoints kept elsewhere, as signed notes, against which the ledger is held
     * @return nothing if a verification is under way
     * @throws IOException if the ledger is not open, or cannot be read
     */
    @NonNull
    public Optional<VerificationReport> verify(@NonNull List<byte[]> kept) throws IOException {
        if (!running.compareAndSet(null, new VerificationProgress(0, 0))) {
            return Optional.empty();
        }
        AuditEvent.Builder event =
                event(Origin.now()).detail("checkpoints kept elsewhere", Integer.toString(kept.size()));
        boolean verified = false;
        try {
            Ledger ledger = Recorder.find()
                    .flatMap(recorder -> recorder.trail().ledger())
                    .orElseThrow(() -> new IOException("The ledger is not open"));
            VerificationReport report = verify(ledger, kept);
            report(report, event);
            verified = true;
            return Optional.of(report);
        } finally {
            if (!verified) {
                event.outcome(Outcome.FAILURE);
            }
            AuditTrail.record(event);
            running.set(null);
        }
    }

    private static AuditEvent.Builder event(Origin origin) {
        return origin.into(AuditEvent.of(Event.AUDIT_VERIFIED.type())).on("audit", "", "");
    }

    private void verify(Origin origin) {
        AuditEvent.Builder event = event(origin);
        try {
            Optional<Ledger> ledger =
                    Recorder.find().flatMap(recorder -> recorder.trail().ledger());
            if (ledger.isEmpty()) {
                event.outcome(Outcome.FAILURE).detail(FINDINGS, "The ledger is not open");
            } else {
                report(verify(ledger.get(), List.of()), event);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The audit ledger could not be verified", e);
            event.outcome(Outcome.FAILURE).detail(FINDINGS, String.valueOf(e.getMessage()));
        } finally {
            // Until the result can be read the verification counts as under way.
            Recorder.find()
                    .map(recorder -> recorder.record(event.build()))
                    .orElse(CompletableFuture.completedFuture(null))
                    .whenComplete((done, failure) -> running.set(null));
        }
    }

    private VerificationReport verify(Ledger ledger, List<byte[]> kept) throws IOException {
        ledger.checkpoint();
        VerificationOptions options = VerificationOptions.ALL
                .withKey(ledger.verifier())
                .withProgress((entries, of) -> running.set(new VerificationProgress(entries, of)));
        for (byte[] note : kept) {
            options = options.withKnownCheckpoint(note);
        }
        return LedgerVerifier.verify(ledger.directory().root(), options);
    }

    @Override
    @NonNull
    public Collection<String> getProblems() {
        List<Finding> known = wrong;
        return known.isEmpty()
                ? List.of()
                : List.of(
                        Messages.Verifications_failed(known.size(), known.get(0).toString()));
    }

    private void report(VerificationReport report, AuditEvent.Builder event) {
        wrong = report.findings();
        event.outcome(report.ok() ? Outcome.SUCCESS : Outcome.FAILURE);
        event.detail(PROVED, Long.toString(report.entries() - report.unsigned()));
        if (!report.ok()) {
            List<Finding> findings = report.findings();
            event.detail("number of findings", Integer.toString(findings.size()));
            event.detail(
                    FINDINGS,
                    findings.stream()
                            .limit(MOST_FINDINGS)
                            .map(Finding::toString)
                            .collect(Collectors.joining("\n")));
            LOGGER.log(Level.SEVERE, "The audit ledger does not verify: {0}", Shown.plain(findings.toString()));
        }
    }
}
