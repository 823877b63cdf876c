package io.jenkins.plugins.deploymentledger;

import org.jvnet.hudson.test.injected.InjectedTestBase;

/** Checks every page and text of the plugin, and that no page holds inline JavaScript, which the CSP would block. */
class InjectedPageTest extends InjectedTestBase {

    InjectedPageTest() {
        super("io.jenkins.plugins", "deployment-ledger", "any", "target/classes", true, true);
    }
}
