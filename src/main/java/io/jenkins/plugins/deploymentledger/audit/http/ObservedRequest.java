package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Remembers the Stapler request into which this request is wrapped further down the chain.
 *
 * <p>Stapler asks for the context path whenever it comes to an object on its way, and interceptors ask for the method before
 * they call an action. That is the one moment at which a filter can learn where Stapler goes.
 */
final class ObservedRequest extends HttpServletRequestWrapper {

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

    @NonNull
    Route route() {
        return Route.of(stapler);
    }
}
