package io.jenkins.plugins.deploymentledger.audit.login;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.Way;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jenkins.security.SecurityListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.userdetails.UserDetails;

/** Hears of logins, logouts and failed attempts. That a user is new is told by the user's file. */
@Restricted(NoExternalUse.class)
@Extension
public final class Logins extends SecurityListener {

    private static final int MAX_NAME = 100;

    @Override
    protected void authenticated2(@NonNull UserDetails details) {
        Hook.run("an authentication", () -> {
            // A login by the form comes again as such; a request with a header is all there is of it.
            boolean wanted = AuditSettings.find()
                    .filter(settings -> settings.records(Event.AUTH_API))
                    .isPresent();
            if (Attempts.byHeader() && wanted) {
                Identity who = Identities.ofUser(details.getUsername());
                Addresses addresses = Attempts.way().addresses();
                Attempts.counted(Floods.record(
                        FloodKind.API, who.id() + " " + addresses.client(), () -> event(Event.AUTH_API, who)));
            }
        });
    }

    @Override
    protected void failedToAuthenticate(@NonNull String username) {
        Hook.run("a failed authentication", () -> failed(username));
    }

    /** Records a failed attempt, once for each. */
    static void failed(String username) {
        if (!Attempts.recordOnce()) {
            return;
        }
        Addresses addresses = Attempts.way().addresses();
        Identity who = named(username);
        // Who tries one name is not to hide who tries another; names that no user has count as one.
        Floods.record(FloodKind.FAILED_LOGIN, addresses.client() + " " + who.id(), () -> event(Event.AUTH_FAILED, who)
                .outcome(Outcome.DENIED));
        AnswerGate.awaitOutside();
    }

    /** A name that no user has may be a password that went into the wrong field. So it is not kept. */
    private static Identity named(String username) {
        String name = username.length() <= MAX_NAME ? username : username.substring(0, MAX_NAME);
        User user = User.getById(name, false);
        return user == null ? new Identity("unknown", "Unknown user") : Identities.of(user);
    }

    @Override
    protected void loggedIn(@NonNull String username) {
        Hook.run("a login", () -> {
            AuditTrail.record(event(Event.AUTH_LOGIN, Identities.ofUser(username)));
            AnswerGate.awaitOutside();
        });
    }

    @Override
    protected void loggedOut(@NonNull String username) {
        Hook.run("a logout", () -> left(Identities.ofUser(username)));
    }

    /** Records a logout of which core tells nobody. */
    public static void left(@NonNull Identity who) {
        AuditTrail.record(event(Event.AUTH_LOGOUT, who));
    }

    private static AuditEvent.Builder event(Event event, Identity who) {
        Way way = Attempts.way();
        return Origin.now()
                .into(AuditEvent.of(event.type()))
                .by(who.id(), who.name())
                .runningAs(who.id(), who.name())
                .from(way.addresses())
                .details(way.details())
                .on("user", who.id(), who.name());
    }
}
