package io.jenkins.plugins.deploymentledger.audit;

import hudson.model.User;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import java.io.IOException;
import jenkins.security.ApiTokenProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** Secures a Jenkins, so that whoever logged in may do everything, with an administrator {@code admin}. Knows nothing of this plugin. */
public final class Administrators {

    private Administrators() {}

    /** Secures it; gives a token of the administrator. */
    public static String token(JenkinsRule j) throws IOException {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("admin", "admin-password");
        j.jenkins.setSecurityRealm(realm);
        j.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        return User.getById("admin", false).getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
    }

    /** Secures it; gives the administrator. */
    public static AuditClient client(JenkinsRule j) throws IOException {
        return new AuditClient(j.getURL(), "admin", token(j));
    }
}
