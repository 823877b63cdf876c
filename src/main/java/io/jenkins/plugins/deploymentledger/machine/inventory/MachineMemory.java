package io.jenkins.plugins.deploymentledger.machine.inventory;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.io.IOException;

/** Keeps something of each machine, and can forget it. */
public interface MachineMemory extends ExtensionPoint {

    /**
     * Forgets all of a machine; does nothing where nothing is known of it.
     *
     * @throws IOException if it cannot be forgotten; it is tried again
     */
    void forget(@NonNull String machine) throws IOException;
}
