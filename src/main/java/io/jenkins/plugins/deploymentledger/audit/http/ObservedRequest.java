package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Remembers the Stapler request into which this request is wrapped further down the chain.
 *
 * <p>Stapler asks for the context path whenever it comes to an object on its way, and interceptors ask for the method before
 * they call an action. That is the one moment at which a filter can learn where Stapler goes.
 */
final class ObservedRequest extends HttpServletRequestWrapper {

    private static final int MAX_VALUE = 200;

    /** The parameters that are worth keeping; all others may hold anything. */
    private static final Map<Event, List<String>> PARAMETERS =
            Map.of(Event.LOG_LEVEL_CHANGED, List.of("name", "level"), Event.LOG_RECORDER_CREATED, List.of("name"));

    private StaplerRequest2 stapler;

    ObservedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getContextPath() {
        observe();
        return super.getContextPath();
    }

    @Override
    public String getMethod() {
        observe();
        return super.getMethod();
    }

    private void observe() {
        // The first one is that of the URL; others are of views that it forwards to.
        if (stapler == null) {
            stapler = current();
        }
    }

    @CheckForNull
    private static StaplerRequest2 current() {
        return Stapler.getCurrentRequest2();
    }

    /** What the parameters of the request say about its effect, where nothing else does and they are no secret. */
    @NonNull
    Map<String, String> facts(@NonNull Event event) {
        Map<String, String> facts = new TreeMap<>();
        for (String name : PARAMETERS.getOrDefault(event, List.of())) {
            String value = getParameter(name);
            if (value != null) {
                facts.put(name, value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE));
            }
        }
        return facts;
    }

    @NonNull
    Route route() {
        return Route.of(stapler);
    }
}
