package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.record.Aftermath;
import io.jenkins.plugins.deploymentledger.audit.record.Made;
import io.jenkins.plugins.deploymentledger.audit.shadow.Remembering;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What one piece of a comparison found: what is to be told, and what is to be remembered when it is. Not thread-safe. */
final class DriftFound {

    private final List<AuditEvent> events = new ArrayList<>();
    private final List<Supplier<Remembering>> remember = new ArrayList<>();

    void add(@NonNull AuditEvent event) {
        events.add(event);
    }

    void remember(@NonNull Supplier<Remembering> one) {
        remember.add(one);
    }

    @NonNull
    Made made() {
        return new Made(events, () -> {
            List<Remembering> all = remember.stream().map(Supplier::get).toList();
            return new Aftermath(
                    () -> all.forEach(one -> one.write().run()),
                    () -> all.forEach(one -> one.giveUp().run()));
        });
    }
}
