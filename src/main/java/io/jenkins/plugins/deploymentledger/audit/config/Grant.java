package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigChange;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a permission matrix, as the plugin <em>Matrix Authorization Strategy</em> writes it:
 * {@code USER:hudson.model.Item.Build:bob}, without the first part for whoever has that name.
 *
 * @param granted whether the permission was given rather than taken
 * @param sid to whom or from whom
 * @param permission the id of the permission
 */
record Grant(boolean granted, @NonNull Target sid, @NonNull String permission) {

    private static final Pattern LINE =
            Pattern.compile(".*/(?:authorizationStrategy|[\\w.]*AuthorizationMatrix(?:Node)?Property)/permission\\["
                    + "(?:(?<type>USER|GROUP):)?(?<permission>[^:\\]]+):(?<sid>.+)\\](?:#[0-9]+)?");

    /** What this line says; empty if it is none of a matrix. */
    @NonNull
    static Optional<Grant> of(@NonNull ConfigChange change) {
        if (!change.added() && !change.removed()) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(change.path());
        if (!line.matches()) {
            return Optional.empty();
        }
        String type = line.group("type");
        String kind = type == null ? "user or group" : type.equals("USER") ? "user" : "group";
        String sid = line.group("sid");
        return Optional.of(new Grant(change.added(), new Target(kind, sid, sid), line.group("permission")));
    }
}
