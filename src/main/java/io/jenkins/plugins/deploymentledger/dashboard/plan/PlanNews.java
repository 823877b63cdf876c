package io.jenkins.plugins.deploymentledger.dashboard.plan;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.team.Teams;

/** Tells {@link Plans} of deployments and teams that are configured, made, copied, renamed and deleted. */
@Extension
public final class PlanNews extends SaveableListener {

    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (saved instanceof DeploymentJob || saved instanceof Teams) {
            Plans.get().changed();
        }
    }

    /** Hears of the others. */
    @Extension
    public static final class Items extends ItemListener {

        @Override
        public void onLoaded() {
            Plans.get().prepare();
        }

        /** Who sends a whole configuration, or copies one, saves nothing. */
        @Override
        public void onCreated(Item item) {
            Plans.get().changed();
        }

        @Override
        public void onCopied(Item src, Item item) {
            Plans.get().changed();
        }

        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            Plans.get().changed();
        }

        @Override
        public void onDeleted(Item item) {
            Plans.get().changed();
        }
    }
}
