package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jenkins.security.seed.UserSeedChangeListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears when all sessions of a user are ended at once. */
@Restricted(NoExternalUse.class)
@Extension
public final class SessionCapture extends UserSeedChangeListener {

    @Override
    public void onUserSeedRenewed(@NonNull User user) {
        Hook.run("ended sessions", () -> {
            Target target = Targets.of(user);
            AuditTrail.record(AuditTrail.heardAsSystem(Event.AUTH_SESSIONS_TERMINATED)
                    .on(target.kind(), target.id(), target.name()));
        });
    }
}
