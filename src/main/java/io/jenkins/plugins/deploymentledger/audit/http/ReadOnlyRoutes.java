package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Descriptor;
import hudson.search.Search;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.framework.io.LargeText;

/** Knows the requests that read, although their verb says that they change something. */
final class ReadOnlyRoutes {

    /** By convention methods of descriptors that help to fill in a form. */
    private static final Pattern FORM_HELP =
            Pattern.compile("(check|fill|autoComplete|validate|test|verify)[A-Z].*|help");

    /** Refreshes of parts of pages, which core's own script asks for by POST, and what answers without changing anything. */
    private static final Set<String> READS = Set.of(
            "ajaxExecutors",
            "ajaxBuildQueue",
            "ajax",
            "ajaxMatrix",
            "progressiveText",
            "progressiveHtml",
            "progressiveLog",
            "previewDescription",
            "checkJobName",
            "checkNewName",
            "viewExistsCheck",
            "defaultJDKCheck",
            "checkDisplayName",
            "checkName",
            "checkPluginUrl",
            "checkUpdateSiteUrl",
            "itemCategories",
            "pluginsSearch",
            "plugins",
            "prevalidateConfig",
            "connectionStatus",
            "installStatus",
            "incompleteInstallStatus",
            "platformPluginList",
            "restartStatus",
            "doFingerprintCheck",
            "testPost",
            "contextMenu",
            "childrenContextMenu",
            "crumbIssuer",
            "search",
            "suggest",
            "api",
            "toggleCollapse",
            "iconSize",
            "live");

    private static final List<String> BOUND_READS = List.of("render", "news", "init", "doFill", "getStatus");

    private ReadOnlyRoutes() {}

    static boolean contains(@NonNull Route route) {
        if (route.end(Api.class).isPresent()
                || route.end(Search.class).isPresent()
                || route.end(LargeText.class).isPresent()
                || READS.contains(route.action())) {
            return true;
        }
        if (route.nearest(Descriptor.class).isPresent()
                && FORM_HELP.matcher(route.action()).matches()) {
            return true;
        }
        return isCli(route) || isBoundRead(route);
    }

    /** Commands are recorded by their listener; the requests that carry them are not actions. */
    private static boolean isCli(Route route) {
        return route.end(Jenkins.class).isPresent() && route.action().equals("cli");
    }

    /** Objects that a page is bound to; those of core render parts of the page. */
    private static boolean isBoundRead(Route route) {
        return route.objects().stream()
                        .anyMatch(object ->
                                object.getClass().getName().equals("org.kohsuke.stapler.bind.BoundObjectTable"))
                && BOUND_READS.contains(route.action());
    }
}
