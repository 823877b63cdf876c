package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.util.Set;

/** Knows contents of the {@link ContentStore} that may still be needed; what nobody knows makes way when there is no room. */
public interface ContentUser extends ExtensionPoint {

    /**
     * The SHA-256 of each, 64 hexadecimal digits; asked as Jenkins itself, on any thread, when there is no room.
     *
     * @throws IllegalStateException as long as they are not known, as while Jenkins starts: nothing makes way then
     */
    @NonNull
    Set<String> contents();
}
