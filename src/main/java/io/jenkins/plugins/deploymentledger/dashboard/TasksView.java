package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.TopLevelItem;
import hudson.model.View;
import hudson.model.ViewDescriptor;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A view that shows the tasks, as the page of all tasks does; it can be made the default view. */
public final class TasksView extends View {

    /** Makes a view. */
    @DataBoundConstructor
    public TasksView(String name) {
        super(name);
    }

    /** The tasks; part of the URL. */
    @NonNull
    public TaskBoard getBoard() {
        return new TaskBoard(getViewUrl());
    }

    @Override
    public Collection<TopLevelItem> getItems() {
        List<TopLevelItem> deployments = new ArrayList<>();
        for (TopLevelItem item : getOwner().getItemGroup().getItems()) {
            if (contains(item)) {
                deployments.add(item);
            }
        }
        return deployments;
    }

    @Override
    public boolean contains(TopLevelItem item) {
        return item instanceof DeploymentJob && item.hasPermission(Item.READ);
    }

    @Override
    protected void submit(StaplerRequest2 request) {
        // There is nothing to be configured but what every view has.
    }

    /** Creates an item next to the view; the group of items asks for the permission. */
    @Override
    @RequirePOST
    public Item doCreateItem(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        return getOwner().getItemGroup() instanceof ModifiableTopLevelItemGroup group
                ? group.doCreateItem(request, response)
                : null;
    }

    /** Describes {@link TasksView}. */
    @Extension
    @Symbol("deploymentTasks")
    public static final class DescriptorImpl extends ViewDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TasksView_displayName();
        }
    }
}
