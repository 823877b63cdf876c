package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.RemoteOutputStream;
import java.io.Serializable;

/**
 * A machine's answer to the announcement of a binary.
 *
 * @param offset how many of its first bytes are there already
 * @param token names the receipt; null if the machine has the whole binary, verified
 * @param stream takes the rest; null if the machine has the whole binary
 */
record PreparedReceipt(
        long offset,
        @CheckForNull String token,
        @CheckForNull RemoteOutputStream stream) implements Serializable {

    /** Whether nothing has to be sent. */
    boolean isCached() {
        return token == null;
    }
}
