package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.Serializable;

/**
 * What a machine shows of a package beside its inventory.
 *
 * @param file whether the file that the rule names is there; true where it names none
 * @param command whether the command of the rule ended with exit code 0; true where it has none
 */
record Traces(boolean file, boolean command) implements Serializable {

    static final Traces NOT_ASKED = new Traces(true, true);
}
