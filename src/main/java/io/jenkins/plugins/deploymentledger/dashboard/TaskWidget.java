package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.User;
import hudson.model.View;
import hudson.widgets.Widget;
import java.util.Collection;
import java.util.List;
import jenkins.widgets.WidgetFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** One's own tasks in numbers, beside every view; for whoever is logged in. */
public final class TaskWidget extends Widget {

    private final String ownerUrl;

    TaskWidget(String ownerUrl) {
        this.ownerUrl = ownerUrl;
    }

    @Override
    protected String getOwnerUrl() {
        return ownerUrl;
    }

    /** The numbers as they are now. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public TaskSummary getSummary() {
        return new TaskSummary();
    }

    /** Puts the widget beside views, but not beside those that show all of it. */
    @Extension(ordinal = 50)
    public static final class Factory extends WidgetFactory<View, TaskWidget> {

        @Override
        public Class<View> type() {
            return View.class;
        }

        @Override
        public Class<TaskWidget> widgetType() {
            return TaskWidget.class;
        }

        @NonNull
        @Override
        public Collection<TaskWidget> createFor(@NonNull View view) {
            return view instanceof TasksView || User.current() == null
                    ? List.of()
                    : List.of(new TaskWidget(view.getUrl()));
        }
    }
}
