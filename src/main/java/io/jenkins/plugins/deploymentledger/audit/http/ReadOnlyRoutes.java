package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginManager;
import hudson.logging.LogRecorder;
import hudson.logging.LogRecorderManager;
import hudson.markup.MarkupFormatter;
import hudson.model.AbstractItem;
import hudson.model.Api;
import hudson.model.ComputerSet;
import hudson.model.Descriptor;
import hudson.model.MyViewsProperty;
import hudson.model.ProxyView;
import hudson.model.UpdateCenter;
import hudson.model.View;
import hudson.search.Search;
import hudson.widgets.RenderOnDemandClosure;
import hudson.widgets.Widget;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.util.ProgressiveRendering;
import org.kohsuke.stapler.framework.io.LargeText;

/**
 * Knows the requests that read, although their verb says that they change something: whole routes, each the action of a type and
 * nothing after it, since any object of any plugin may have an action of the same name that changes something.
 */
final class ReadOnlyRoutes {

    /** By convention methods of descriptors that help to fill in a form. */
    private static final Pattern FORM_HELP =
            Pattern.compile("(check|fill|autoComplete|validate|test|verify)[A-Z].*|check|help");

    private static final List<ActionOn> ALL = List.of(
            ActionOn.of(Api.class, "json", "xml", "python", "schema"),
            ActionOn.of(Search.class, "", "suggest"),
            ActionOn.of(LargeText.class, "progressiveText", "progressiveHtml", "progressText"),
            // Refreshes of parts of pages.
            ActionOn.of(Widget.class, "ajax"),
            ActionOn.of(RenderOnDemandClosure.class, "render"),
            ActionOn.of(ProgressiveRendering.class, "start", "news"),
            ActionOn.of("hudson.matrix.MatrixProject", "ajaxMatrix"),
            ActionOn.of("hudson.matrix.MatrixBuild", "ajaxMatrix"),
            // Checks of what someone types, and previews of it.
            ActionOn.of(MarkupFormatter.class, "previewDescription"),
            ActionOn.of(
                    Jenkins.class,
                    "checkViewName",
                    "viewExistsCheck",
                    "defaultJDKCheck",
                    "checkDisplayName",
                    "doFingerprintCheck",
                    "testPost"),
            ActionOn.of(View.class, "checkJobName", "itemCategories"),
            ActionOn.of(ProxyView.class, "viewExistsCheck"),
            ActionOn.of(MyViewsProperty.class, "viewExistsCheck"),
            ActionOn.of("com.cloudbees.hudson.plugins.folder.AbstractFolder", "viewExistsCheck", "checkJobName"),
            ActionOn.of(AbstractItem.class, "checkNewName"),
            ActionOn.of(LogRecorderManager.class, "checkNewName"),
            ActionOn.of(LogRecorder.class, "autoCompleteLoggerName", "checkName"),
            ActionOn.of(ComputerSet.class, "checkName"),
            ActionOn.of("jenkins.agents.CloudSet", "checkName"),
            ActionOn.of("org.jenkinsci.plugins.workflow.cps.Snippetizer", "generateSnippet"),
            // How the installation of plugins stands.
            ActionOn.of(
                    PluginManager.class,
                    "checkPluginUrl",
                    "checkUpdateSiteUrl",
                    "plugins",
                    "pluginsSearch",
                    "prevalidateConfig"),
            ActionOn.of(UpdateCenter.class, "body", "connectionStatus", "incompleteInstallStatus", "installStatus"),
            ActionOn.of("io.jenkins.plugins.casc.ConfigurationAsCode", "check"),
            ActionOn.of("jenkins.install.SetupWizard", "platformPluginList", "restartStatus"),
            ActionOn.of("hudson.diagnosis.ReverseProxySetupMonitor", "test"),
            // How the page looks for whoever asks.
            ActionOn.of(Jenkins.class, "toggleCollapse", "iconSize"),
            // Browsers tell what the security policy of a page kept them from; their action is the name of the page.
            ActionOn.of("jenkins.security.csp.impl.ReportingAction"),
            // Commands are recorded by their listener; the requests that carry them are not actions.
            ActionOn.of(Jenkins.class, "cli"));

    private static final Map<String, List<ActionOn>> BY_ACTION = ActionOn.index(ALL, Function.identity());

    private ReadOnlyRoutes() {}

    static boolean contains(@NonNull Route route) {
        return route.rest().isEmpty()
                && (isFormHelp(route)
                        || ActionOn.find(BY_ACTION, route.action()).stream()
                                .anyMatch(read -> read.in(route).isPresent()));
    }

    private static boolean isFormHelp(Route route) {
        return FORM_HELP.matcher(route.action()).matches()
                && route.end(Descriptor.class).isPresent();
    }
}
