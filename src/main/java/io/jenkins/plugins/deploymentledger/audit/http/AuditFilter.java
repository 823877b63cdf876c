package io.jenkins.plugins.deploymentledger.audit.http;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.util.PluginServletFilter;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.login.Attempts;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.ClientAddresses;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.WebSocketOrigins;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.springframework.security.core.Authentication;

/**
 * Gives every request its scope, holds its answer until its entries are on disk, and looks at how it ended.
 *
 * <p>A filter of its own rather than an {@code HttpServletFilter} extension, because those have no "afterwards". It is added as
 * early as plugins can, so that it is outside the filters of other plugins.
 */
public final class AuditFilter implements Filter {

    private static final int MAX_PATH = 1_024;
    private static volatile AuditFilter installed;

    private final StrictGate strictGate = new StrictGate();

    /** Adds the filter when Jenkins starts. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    @Restricted(DoNotUse.class)
    public static void install() throws ServletException {
        AuditFilter filter = new AuditFilter();
        PluginServletFilter.addFilter(filter);
        installed = filter;
    }

    /** Takes the filter out when Jenkins stops. */
    @Terminator(after = TermMilestone.STARTED)
    @Restricted(DoNotUse.class)
    public static void remove() throws ServletException {
        AuditFilter filter = installed;
        if (filter != null) {
            PluginServletFilter.removeFilter(filter);
            installed = null;
        }
    }

    @Override
    public void init(FilterConfig config) {
        // Nothing to prepare.
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse httpResponse
                && RequestScope.current() == null) {
            Optional<RequestScope> scope = open(http);
            if (scope.isPresent()) {
                observe(http, httpResponse, chain, scope.get());
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Opens the scope; empty if that fails, since a request is not to fail for the trail. */
    private static Optional<RequestScope> open(HttpServletRequest request) {
        RequestScope[] scope = new RequestScope[1];
        Hook.run("a request", () -> {
            Attempts.clear();
            Authentication authentication = Jenkins.getAuthentication2();
            scope[0] = new RequestScope(
                    RequestScope.Transport.HTTP,
                    request.getMethod(),
                    path(request),
                    Identities.of(authentication),
                    ClientAddresses.of(request),
                    AuthenticationKind.of(request, authentication));
            if (isWebSocket(request)) {
                WebSocketOrigins.note(authentication, scope[0]);
            }
        });
        return Optional.ofNullable(scope[0]);
    }

    private static String path(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        String path = uri.startsWith(context) ? uri.substring(context.length()) : uri;
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH);
    }

    private static boolean isWebSocket(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private void observe(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, RequestScope scope)
            throws IOException, ServletException {
        ObservedRequest observed = new ObservedRequest(request);
        RequestEnd end = new RequestEnd(scope, observed);
        try (RequestScope.Entered entered = scope.enter()) {
            if (strictGate.refuses(scope, response)) {
                return;
            }
            // A WebSocket needs the container's own response, and has none to hold back.
            HttpServletResponse held = isWebSocket(request) ? response : new HeldResponse(response, end::beforeAnswer);
            Throwable thrown = null;
            try {
                chain.doFilter(observed, held);
            } catch (IOException | ServletException | RuntimeException | Error e) {
                thrown = e;
                throw e;
            } finally {
                end.finished(response.getStatus(), thrown);
                AnswerGate.await(scope);
            }
        }
    }
}
