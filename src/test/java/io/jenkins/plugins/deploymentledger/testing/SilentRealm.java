package io.jenkins.plugins.deploymentledger.testing;

import hudson.security.AbstractPasswordBasedSecurityRealm;
import hudson.security.GroupDetails;
import java.util.List;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** A security realm that knows everybody, but for the time in which it does not answer, as a directory that is down. */
public final class SilentRealm extends AbstractPasswordBasedSecurityRealm {

    private transient volatile boolean silent;
    private transient volatile Runnable whenAsked;

    /** Has it answer no longer, or again. */
    public void silence(boolean isSilent) {
        silent = isSilent;
    }

    /** Has something done before each answer. */
    public void whenAsked(Runnable done) {
        whenAsked = done;
    }

    @Override
    protected UserDetails authenticate2(String username, String password) {
        return loadUserByUsername2(username);
    }

    @Override
    public UserDetails loadUserByUsername2(String username) {
        Runnable before = whenAsked;
        if (before != null) {
            before.run();
        }
        if (silent) {
            throw new AuthenticationServiceException("The directory is down");
        }
        return new User(username, "", List.of());
    }

    @Override
    public GroupDetails loadGroupByGroupname2(String groupname, boolean fetchMembers) {
        throw new UsernameNotFoundException(groupname);
    }
}
