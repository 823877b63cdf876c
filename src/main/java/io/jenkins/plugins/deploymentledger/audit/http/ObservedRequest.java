package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.config.SentConfiguration;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.audit.request.SentDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Remembers the Stapler request into which this request is wrapped further down the chain, and what configuration or script it sends.
 *
 * <p>Stapler asks for the context path whenever it comes to an object on its way, and interceptors ask for the method before
 * they call an action. That is the one moment at which a filter can learn where Stapler goes.
 */
final class ObservedRequest extends HttpServletRequestWrapper {

    /** The action that takes a configuration, wherever an object is. */
    private static final String CONFIGURATION = "config.xml";

    /** The action that takes a script in the language of views, and runs it. */
    private static final String SCRIPT = "eval";

    private final SentDocument sent;
    private StaplerRequest2 stapler;
    private BufferedReader reader;

    /** @param sent is given the configuration or the script, if one is sent */
    ObservedRequest(HttpServletRequest request, SentDocument sent) {
        super(request);
        this.sent = sent;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (reader == null) {
            reader = copied(super.getReader());
        }
        return reader;
    }

    private BufferedReader copied(BufferedReader document) {
        if (getRequestURI().contains(CONFIGURATION)) {
            return SentConfiguration.copyOfRequest(sent, document);
        }
        // However the path is written.
        Route route = Route.of(current());
        boolean script =
                route.action().equals(SCRIPT) && route.end(Jenkins.class).isPresent();
        return script ? sent.copying(document, 0, none -> {}) : document;
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
