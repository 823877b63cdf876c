package io.jenkins.plugins.deploymentledger.deployment;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Items;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Names jobs and runs in XML by short words that survive a move of the classes. */
@Restricted(NoExternalUse.class)
public final class XmlNames {

    private XmlNames() {}

    /** Says the words, before anything is read. */
    @Initializer(before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void alias() {
        Items.XSTREAM2.alias("deployment", DeploymentJob.class);
        DeploymentRun.XSTREAM2.alias("deployment-run", DeploymentRun.class);
    }
}
