package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/**
 * A list of software that could not be read when an inventory was taken, so that what is not in the inventory may be there all the
 * same.
 *
 * @param origin see {@link Software#origin()}
 * @param reason why, in English words of the machine
 */
public record UnreadList(@NonNull String origin, @NonNull String reason) implements Serializable {

    @Override
    public String toString() {
        return origin + ": " + reason;
    }
}
