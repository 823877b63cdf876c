package io.jenkins.plugins.deploymentledger.core.ledger.finding;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a ledger is not as it was left. Nothing was changed in it. */
public final class LedgerAlarmException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ArrayList<Finding> findings;

    /** @param findings what is wrong; at least one thing */
    public LedgerAlarmException(@NonNull List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = new ArrayList<>(findings);
    }

    /** What is wrong; unmodifiable. */
    @NonNull
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
