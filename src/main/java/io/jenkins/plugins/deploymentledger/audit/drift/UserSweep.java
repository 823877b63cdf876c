package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds users that are gone: core tells no one when a user is deleted.
 *
 * <p>Looks at the end of every request and command that may have deleted one, so that it is known who did; and from time to
 * time, for whoever used another way.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class UserSweep extends PeriodicWork {

    /** Looks now; what is found is put down to whoever the current thread works for. */
    public static void now() {
        Hook.run("deleted users", () -> {
            Optional<Recorder> recorder = Recorder.find();
            if (recorder.isPresent()) {
                Origin origin = Origin.now();
                Shadows shadows = Shadows.get();
                recorder.get().recordPerhaps(() -> gone(origin, shadows));
            }
        });
    }

    private static List<AuditEvent> gone(@NonNull Origin origin, @NonNull Shadows shadows) {
        List<AuditEvent> events = new ArrayList<>();
        shadows.gone("users").forEach((key, target) -> {
            shadows.forget(key);
            if (target.kind().equals("user")) {
                events.add(origin.into(AuditEvent.of(Event.USER_DELETED.type()))
                        .on(target.kind(), target.id(), target.name())
                        .build());
            }
        });
        return events;
    }

    @Override
    protected void doRun() {
        now();
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }
}
