package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.User;
import hudson.model.UserProperty;
import hudson.model.UserPropertyDescriptor;
import java.util.List;
import java.util.stream.IntStream;

/** How often the pages of tasks refresh themselves for a user; chosen on these pages. */
public final class TaskRefresh extends UserProperty {

    /** For those who have chosen nothing, in seconds. */
    static final int DEFAULT = 300;

    /** The shortest interval, in seconds. */
    static final int LEAST = 15;

    /** The longest interval, in seconds. */
    static final int MOST = 86_400;

    private static final int[] CHOICES = {15, 30, 60, 300, 900, 3_600};

    private final int seconds;

    TaskRefresh(int seconds) {
        this.seconds = seconds;
    }

    static boolean isAllowed(int seconds) {
        return seconds >= LEAST && seconds <= MOST;
    }

    /** The interval of a user, in seconds. */
    static int secondsOf(@CheckForNull User user) {
        TaskRefresh chosen = user == null ? null : user.getProperty(TaskRefresh.class);
        // What stands in config.xml may be anything.
        return chosen == null ? DEFAULT : Math.min(Math.max(chosen.seconds, LEAST), MOST);
    }

    /** The intervals that are offered, and the one that is in use. */
    @NonNull
    static List<TaskChoice> choices(int inUse) {
        return IntStream.concat(IntStream.of(CHOICES), IntStream.of(inUse))
                .sorted()
                .distinct()
                .mapToObj(seconds -> new TaskChoice(String.valueOf(seconds), text(seconds), seconds == inUse))
                .toList();
    }

    private static String text(int seconds) {
        if (seconds % 3_600 == 0) {
            return Messages.TaskRefresh_hours(seconds / 3_600);
        }
        return seconds % 60 == 0 ? Messages.TaskRefresh_minutes(seconds / 60) : Messages.TaskRefresh_seconds(seconds);
    }

    /** Keeps the property; it has no page of its own. */
    @Extension
    public static final class DescriptorImpl extends UserPropertyDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TaskRefresh_displayName();
        }

        @Override
        public boolean isEnabled() {
            return false;
        }

        @Override
        public UserProperty newInstance(User user) {
            return null;
        }
    }
}
