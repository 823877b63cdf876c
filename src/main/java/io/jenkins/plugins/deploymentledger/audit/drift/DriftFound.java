package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.record.Made;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.util.ArrayList;
import java.util.List;

/** What one piece of a comparison found: what is to be told, and what is to be remembered of it. Not thread-safe. */
final class DriftFound {

    private final List<AuditEvent> events = new ArrayList<>();
    private final List<Runnable> then = new ArrayList<>();
    private final List<Runnable> untold = new ArrayList<>();

    /** Something to be told, and how it is remembered, as told or as not. */
    void tell(@NonNull AuditEvent event, @NonNull Runnable remember, @NonNull Runnable give) {
        events.add(event);
        then.add(remember);
        untold.add(give);
    }

    /** Something of which there is nothing to tell. */
    void remember(@NonNull Runnable remember) {
        then.add(remember);
    }

    @NonNull
    Made made() {
        return new Made(events, () -> then.forEach(Runnable::run), () -> untold.forEach(Runnable::run));
    }
}
