package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TransientUserActionFactory;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The way from an item, a run, a node or a user to what the trail has on it; only for those who may view the trail. */
@Restricted(NoExternalUse.class)
public final class TrailShortcut implements Action {

    private static final String REACH = "90d";

    private final String root;
    private final String link;

    private TrailShortcut(String root, String parameter, String value) {
        this.root = root;
        this.link = TrailLink.of(LedgerQuery.EVERYTHING)
                .last(REACH)
                .set(parameter, value)
                .toString();
    }

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(AuditPermissions.VIEW) ? AuditTrailAction.ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.AuditTrailAction_displayName();
    }

    @Override
    public String getUrlName() {
        return Jenkins.get().hasPermission(AuditPermissions.VIEW) ? root + AuditTrailAction.URL + "/" + link : null;
    }

    /** On items, folders among them. */
    @Extension
    public static final class OfItems extends TransientActionFactory<AbstractItem> {

        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @Override
        @NonNull
        public Collection<? extends Action> createFor(@NonNull AbstractItem item) {
            return List.of(new TrailShortcut("/", "targetId", item.getFullName()));
        }
    }

    /** On what was built or deployed, the tasks among it. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class OfRuns extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return TrailShortcut.class;
        }

        @Override
        @NonNull
        public Collection<? extends Action> createFor(@NonNull Run run) {
            return List.of(new TrailShortcut("/", "targetId", run.getExternalizableId()));
        }
    }

    /** On nodes. */
    @Extension
    public static final class OfNodes extends TransientActionFactory<Computer> {

        @Override
        public Class<Computer> type() {
            return Computer.class;
        }

        @Override
        @NonNull
        public Collection<? extends Action> createFor(@NonNull Computer computer) {
            return List.of(
                    new TrailShortcut("/", "targetId", Targets.of(computer).id()));
        }
    }

    /** On users: what they did. */
    @Extension
    public static final class OfUsers extends TransientUserActionFactory {

        @Override
        public Collection<? extends Action> createFor(User user) {
            // The menu of the user puts what stands here behind the URL of the user, whatever it begins with.
            return List.of(new TrailShortcut("../../", "actorId", user.getId()));
        }
    }
}
