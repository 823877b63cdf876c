package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/**
 * Remembers which request a WebSocket connection began with.
 *
 * <p>A command over WebSocket runs on a thread of its own, long after its request. What leads back is the very object of the
 * authentication, which Jenkins hands on; so it is looked up by identity.
 */
public final class WebSocketOrigins {

    private static final int MAX = 1_000;
    private static final Deque<Origin> ORIGINS = new ArrayDeque<>();

    private record Origin(WeakReference<Authentication> authentication, RequestScope scope) {}

    private WebSocketOrigins() {}

    /** Notes the request that asks for a connection. */
    public static void note(@NonNull Authentication authentication, @NonNull RequestScope scope) {
        synchronized (ORIGINS) {
            ORIGINS.removeIf(origin -> origin.authentication().refersTo(null));
            if (ORIGINS.size() >= MAX) {
                ORIGINS.removeLast();
            }
            ORIGINS.addFirst(new Origin(new WeakReference<>(authentication), scope));
        }
    }

    /** The latest request with this authentication. */
    @NonNull
    public static Optional<RequestScope> find(@CheckForNull Authentication authentication) {
        synchronized (ORIGINS) {
            for (Iterator<Origin> at = ORIGINS.iterator(); authentication != null && at.hasNext(); ) {
                Origin origin = at.next();
                if (origin.authentication().refersTo(authentication)) {
                    return Optional.of(origin.scope());
                }
            }
        }
        return Optional.empty();
    }
}
