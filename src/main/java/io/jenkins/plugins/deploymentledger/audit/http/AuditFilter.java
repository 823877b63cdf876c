package io.jenkins.plugins.deploymentledger.audit.http;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.util.PluginServletFilter;
import io.jenkins.plugins.deploymentledger.audit.login.Attempts;
import io.jenkins.plugins.deploymentledger.audit.login.RememberedLogins;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
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
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/**
 * Gives every request its scope, holds its answer until its entries are on disk, and looks at how it ended.
 *
 * <p>A filter of its own rather than an {@code HttpServletFilter} extension, because those have no "afterwards". It is added as
 * early as plugins can, so that it is outside the filters of other plugins.
 */
public final class AuditFilter implements Filter {

    /** When those who may wait for it can go on; see {@link Terminator#requires()}. */
    public static final String REQUESTS_OVER = "deployment-ledger-requests-over";

    private static final Duration FOR_REQUESTS = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 30;
    private static final Logger LOGGER = Logger.getLogger(AuditFilter.class.getName());

    private static volatile AuditFilter installed;

    private final StrictGate strictGate = new StrictGate();
    private final ClosingGate closingGate = new ClosingGate();

    /** Adds the filter when Jenkins starts. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    @Restricted(DoNotUse.class)
    public static void install() throws ServletException {
        AuditFilter filter = new AuditFilter();
        PluginServletFilter.addFilter(filter);
        installed = filter;
    }

    /** Lets no request change anything any more when Jenkins stops; core takes the filter out at the very end. */
    @Terminator(after = TermMilestone.STARTED, attains = REQUESTS_OVER)
    @Restricted(DoNotUse.class)
    public static void close() throws InterruptedException {
        AuditFilter filter = installed;
        if (filter != null) {
            installed = null;
            if (!filter.closingGate.close(FOR_REQUESTS)) {
                LOGGER.warning("A request is still under way while Jenkins stops; what it changes may not be recorded");
            }
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
                if (!ChangingGets.mayChange(http)) {
                    observe(http, httpResponse, chain, scope.get());
                } else if (closingGate.enter()) {
                    try {
                        observe(http, httpResponse, chain, scope.get());
                    } finally {
                        closingGate.leave();
                    }
                } else {
                    httpResponse.setHeader("Retry-After", Integer.toString(RETRY_SECONDS));
                    httpResponse.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Messages.ClosingGate_refused());
                }
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Opens the scope; empty if that fails, since a request is not to fail for the trail. */
    private static Optional<RequestScope> open(HttpServletRequest request) {
        RequestScope[] scope = new RequestScope[1];
        Hook.run("a request", () -> {
            scope[0] = HttpScopes.of(request);
            Attempts.end(scope[0]);
            if (isWebSocket(request)) {
                WebSocketOrigins.note(Jenkins.getAuthentication2(), scope[0]);
            }
        });
        return Optional.ofNullable(scope[0]);
    }

    private static boolean isWebSocket(HttpServletRequest request) {
        return request.getMethod().equals("GET") && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Agents keep their connections: what they do is not an administrator's action. Through any other, commands may come. */
    private static boolean mayChange(HttpServletRequest request, RequestScope scope) {
        return ChangingGets.mayChange(request)
                || isWebSocket(request) && !scope.path().matches("/wsagents/?");
    }

    private void observe(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, RequestScope scope)
            throws IOException, ServletException {
        ObservedRequest observed = new ObservedRequest(request, scope.sent());
        RequestEnd end = new RequestEnd(scope, observed);
        try (RequestScope.Entered entered = scope.enter()) {
            Hook.run("a remembered login", () -> RememberedLogins.look(request, Jenkins.getAuthentication2(), scope));
            if (strictGate.refuses(scope, mayChange(request, scope), response)) {
                return;
            }
            // A WebSocket needs the container's own response, and has none to hold back.
            HeldResponse held = new HeldResponse(response, end::beforeAnswer);
            Throwable thrown = null;
            try {
                chain.doFilter(observed, isWebSocket(request) ? response : held);
            } catch (IOException | ServletException | RuntimeException | Error e) {
                thrown = e;
                throw e;
            } finally {
                end.finished(response.getStatus(), thrown);
            }
            held.release();
        }
    }
}
