package io.jenkins.plugins.deploymentledger.audit.actor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import org.springframework.security.core.Authentication;

/** Names whoever Jenkins says is acting, with the name that person has now. */
public final class Identities {

    /** Jenkins itself. */
    public static final Identity SYSTEM = new Identity(ACL.SYSTEM_USERNAME, "Jenkins");

    /** Someone who did not log in. */
    public static final Identity ANONYMOUS = new Identity(ACL.ANONYMOUS_USERNAME, "Anonymous");

    private Identities() {}

    /** The identity of an authentication; no authentication at all counts as anonymous, as everywhere in Jenkins. */
    @NonNull
    public static Identity of(@CheckForNull Authentication authentication) {
        if (authentication == null || ACL.isAnonymous2(authentication)) {
            return ANONYMOUS;
        }
        if (ACL.SYSTEM2.equals(authentication)) {
            return SYSTEM;
        }
        return ofUser(authentication.getName());
    }

    /** The identity of a user; never creates a user record, since failed logins name users that do not exist. */
    @NonNull
    public static Identity ofUser(@NonNull String id) {
        if (ACL.SYSTEM_USERNAME.equals(id)) {
            return SYSTEM;
        }
        if (ACL.ANONYMOUS_USERNAME.equals(id)) {
            return ANONYMOUS;
        }
        User user = User.getById(id, false);
        return user == null ? new Identity(id, id) : of(user);
    }

    /** The identity of a user. */
    @NonNull
    public static Identity of(@NonNull User user) {
        return new Identity(user.getId(), user.getFullName());
    }

    /** Whether this is a person or an application with an account, rather than Jenkins itself or nobody. */
    public static boolean isAccount(@NonNull Identity identity) {
        return !SYSTEM.equals(identity) && !ANONYMOUS.equals(identity);
    }
}
