package io.jenkins.plugins.deploymentledger.audit.target;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginManager;
import hudson.PluginWrapper;
import hudson.logging.LogRecorder;
import hudson.logging.LogRecorderManager;
import hudson.model.AdministrativeMonitor;
import hudson.model.Computer;
import hudson.model.ComputerSet;
import hudson.model.Descriptor;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.ManagementLink;
import hudson.model.ModelObject;
import hudson.model.MyViewsProperty;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.UpdateCenter;
import hudson.model.UpdateSite;
import hudson.model.User;
import hudson.model.View;
import hudson.slaves.Cloud;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jenkins.model.Jenkins;

/** Names the object that an action was on, as it is called at the moment. */
public final class Targets {

    private static final String UNKNOWN = "object";
    private static final String PLUGIN_ARCHIVE = "plugin-archive";

    private Targets() {}

    /** The whole controller. */
    @NonNull
    public static Target controller() {
        return new Target("jenkins", "", "Jenkins");
    }

    /** Any object of Jenkins; one of an unknown kind is known by its class. */
    @NonNull
    public static Target of(@CheckForNull Object object) {
        if (object == null || isController(object)) {
            return controller();
        }
        if (object instanceof Item item) {
            return of(item);
        }
        if (object instanceof Run<?, ?> run) {
            return of(run);
        }
        if (object instanceof User user) {
            return new Target("user", user.getId(), user.getFullName());
        }
        if (object instanceof View view) {
            return of(view);
        }
        if (object instanceof Computer computer) {
            return node(computer.getName(), computer.getDisplayName());
        }
        if (object instanceof Node node) {
            return node(node.getNodeName(), node.getDisplayName());
        }
        return ofOther(object);
    }

    /** Whether a target is of a kind that has a name, rather than known by its class alone. */
    public static boolean isKnown(@NonNull Target target) {
        return !target.kind().equals(UNKNOWN);
    }

    /** What is one of a kind is the controller under another name. */
    private static boolean isController(Object object) {
        return object instanceof Jenkins
                || object instanceof ComputerSet
                || object instanceof PluginManager
                || object instanceof UpdateCenter
                || object instanceof LogRecorderManager
                || object instanceof ManagementLink;
    }

    private static Target ofOther(Object object) {
        if (object instanceof Queue.Item queued) {
            return of(queued);
        }
        if (object instanceof Executor executor) {
            Queue.Executable executable = executor.getCurrentExecutable();
            return executable instanceof Run<?, ?> run ? of(run) : of(executor.getOwner());
        }
        if (object instanceof PluginWrapper plugin) {
            return plugin(plugin.getShortName(), plugin.getLongName());
        }
        if (object instanceof UpdateSite.Plugin plugin) {
            return plugin(plugin.name, plugin.getDisplayName());
        }
        if (object instanceof LogRecorder recorder) {
            return new Target("log-recorder", recorder.getName(), recorder.getDisplayName());
        }
        if (object instanceof Label label) {
            return new Target("label", label.getName(), label.getDisplayName());
        }
        if (object instanceof AdministrativeMonitor monitor) {
            return new Target("monitor", monitor.id, orId(monitor.getDisplayName(), monitor.id));
        }
        if (object instanceof Cloud cloud) {
            return new Target("cloud", cloud.name, orId(cloud.getDisplayName(), cloud.name));
        }
        if (object instanceof Descriptor<?> descriptor) {
            return new Target(
                    "configuration", descriptor.getId(), orId(descriptor.getDisplayName(), descriptor.getId()));
        }
        String type = object.getClass().getName();
        return new Target(UNKNOWN, type, object instanceof ModelObject model ? displayName(model) : type);
    }

    private static String displayName(ModelObject model) {
        return orId(model.getDisplayName(), model.getClass().getName());
    }

    /** What a plugin calls its object; its id where the plugin does not say. */
    private static String orId(@CheckForNull String name, String id) {
        return name == null ? id : name;
    }

    /** An item, known by its full name. */
    @NonNull
    public static Target of(@NonNull Item item) {
        return new Target(kind(item), item.getFullName(), item.getFullDisplayName());
    }

    /** A build, known by its job and number. */
    @NonNull
    public static Target of(@NonNull Run<?, ?> run) {
        return new Target("build", run.getExternalizableId(), run.getFullDisplayName());
    }

    private static Target of(View view) {
        // A view of one's own stands in the place of Jenkins, too.
        String owner = view.getOwner() instanceof MyViewsProperty own
                ? own.getUser().getId()
                : view.getOwner().getItemGroup().getFullName();
        return view(owner, view.getViewName());
    }

    /** A view of a folder or a user or, where that is empty, of Jenkins. */
    @NonNull
    public static Target view(@NonNull String owner, @NonNull String name) {
        return new Target("view", owner.isEmpty() ? name : owner + "/" + name, name);
    }

    /** A node; the built-in one has no name. */
    @NonNull
    public static Target node(@NonNull String name, @NonNull String displayName) {
        return new Target("node", name.isEmpty() ? "(built-in)" : name, displayName);
    }

    /** A plugin, known by its short name. */
    @NonNull
    public static Target plugin(@NonNull String shortName, @NonNull String name) {
        return new Target("plugin", shortName, name);
    }

    /** An archive with a plugin, known by the name of the file; nobody knows yet of which plugin it is. */
    @NonNull
    public static Target pluginArchive(@NonNull String file, @NonNull String name) {
        return new Target(PLUGIN_ARCHIVE, file, name);
    }

    /** Whether a target is such an archive. */
    public static boolean isPluginArchive(@NonNull Target target) {
        return target.kind().equals(PLUGIN_ARCHIVE);
    }

    /** What waits in the queue: the job, where it is one. */
    @NonNull
    public static Target of(@NonNull Queue.Item queued) {
        return queued.task instanceof Item item
                ? of(item)
                : new Target("task", String.valueOf(queued.task.getUrl()), queued.task.getFullDisplayName());
    }

    private static String kind(Item item) {
        if (item instanceof ItemGroup<?>) {
            return "folder";
        }
        return item instanceof Job<?, ?> ? "job" : "item";
    }
}
