package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.PeriodicWork;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds users that are gone: core tells no one when a user is deleted.
 *
 * <p>Looks at the end of every request and command that may have deleted one, so that it is known who did; and from time to
 * time, for whoever used another way. Nobody is blamed for more than the request was about: a user whose directory somebody took away on
 * the disk is found by the same look.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class UserSweep extends PeriodicWork {

    /** How much of an id is in the name of a user's directory, of its letters and digits. */
    private static final int IN_DIRECTORY = 14;

    /** Who deleted a user if nobody saw it. */
    private static final Identity UNKNOWN = new Identity("unknown", "Unknown");

    /** Looks after a request that deleted this user, which is put down to whoever the current thread works for. */
    public static void afterDeletion(@NonNull String id) {
        look((key, target) -> isOf(id, key, target));
    }

    /**
     * Looks after a script, to whose author all users are put down that Jenkins knows no more: one that it still knows was not deleted
     * through it.
     */
    public static void afterScript() {
        List<String> known = User.getAll().stream().map(User::getId).toList();
        look((key, target) -> known.stream().noneMatch(id -> isOf(id, key, target)));
    }

    /** Whether this is a user's file; after a start it is known by its directory alone. */
    private static boolean isOf(String id, String key, Target target) {
        String letters = id.replaceAll("[^A-Za-z0-9]", "");
        String directory = "users/" + letters.substring(0, Math.min(IN_DIRECTORY, letters.length())) + "_";
        return target.id().equalsIgnoreCase(id) || key.regionMatches(true, 0, directory, 0, directory.length());
    }

    private static void look(BiPredicate<String, Target> mine) {
        Hook.run("deleted users", () -> {
            Optional<Recorder> recorder = Recorder.find();
            if (recorder.isPresent()) {
                Origin origin = Origin.now();
                Origin nobody = new Origin(Instant.now(), UNKNOWN, UNKNOWN, Addresses.NONE, Map.of());
                Shadows shadows = Shadows.get();
                recorder.get()
                        .recordPerhaps(() -> gone(shadows, (key, target) -> mine.test(key, target) ? origin : nobody));
            }
        });
    }

    private static List<AuditEvent> gone(Shadows shadows, BiFunction<String, Target, Origin> origin) {
        List<AuditEvent> events = new ArrayList<>();
        shadows.gone("users").forEach(key -> {
            Target target = shadows.target(key).orElseGet(() -> FilePlace.target(key));
            shadows.forget(key);
            if (target.kind().equals("user")) {
                events.add(origin.apply(key, target)
                        .into(AuditEvent.of(Event.USER_DELETED.type()))
                        .on(target.kind(), target.id(), target.name())
                        .build());
            }
        });
        return events;
    }

    @Override
    protected void doRun() {
        look((key, target) -> false);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }
}
