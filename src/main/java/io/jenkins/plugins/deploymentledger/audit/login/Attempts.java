package io.jenkins.plugins.deploymentledger.audit.login;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.request.ClientAddresses;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.Way;
import java.util.concurrent.CompletableFuture;

/**
 * The attempt to authenticate that the current thread is about, before there is a scope.
 *
 * <p>Listeners of logins hear a name alone. Where a header was used, {@link FirstAuthenticator} has seen the request; where a
 * form was, the name that core gives to the thread ends with the address.
 */
public final class Attempts {

    private static final String FROM = " from ";
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    /**
     * An attempt by a header.
     *
     * @param thread the name of the thread, which is that of the request; tells a left-over from another request
     * @param recorded whether its failure is recorded already
     * @param counted completes when it is kept that it was counted
     */
    private record Attempt(String thread, Way way, boolean recorded, CompletableFuture<Void> counted) {}

    private Attempts() {}

    static void begin(@NonNull Way way) {
        CURRENT.set(new Attempt(Thread.currentThread().getName(), way, false, CompletableFuture.completedFuture(null)));
    }

    /** Forgets the attempt, once the request is known to be authenticated or not to need it. */
    static void clear() {
        CURRENT.remove();
    }

    /** The same, where the request waits for what the attempt left. */
    public static void end(@NonNull RequestScope scope) {
        Attempt attempt = current();
        if (attempt != null && !attempt.counted().isDone()) {
            scope.pending().add(attempt.counted());
        }
        clear();
    }

    /** Notes when it will be kept that the attempt succeeded. */
    static void counted(@NonNull CompletableFuture<Void> kept) {
        Attempt attempt = current();
        if (attempt != null) {
            CURRENT.set(new Attempt(attempt.thread(), attempt.way(), attempt.recorded(), kept));
        }
    }

    @CheckForNull
    private static Attempt current() {
        Attempt attempt = CURRENT.get();
        return attempt != null && attempt.thread().equals(Thread.currentThread().getName()) ? attempt : null;
    }

    /** Whether the attempt is by a header, rather than by a form. */
    static boolean byHeader() {
        return current() != null;
    }

    /** Notes that a failure is recorded; says whether it already was. */
    static boolean recordOnce() {
        Attempt attempt = current();
        if (attempt == null) {
            return true;
        }
        CURRENT.set(new Attempt(attempt.thread(), attempt.way(), true, attempt.counted()));
        return !attempt.recorded();
    }

    /** Where the attempt came from. */
    @NonNull
    static Way way() {
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            return scope.way();
        }
        Attempt attempt = current();
        return attempt != null ? attempt.way() : ofThread(Thread.currentThread().getName());
    }

    /** The path before the address is the client's text, and may itself contain the word; so the last one counts. */
    @NonNull
    static Way ofThread(@NonNull String thread) {
        if (!thread.startsWith("Handling ")) {
            return Way.NONE;
        }
        int end = thread.lastIndexOf(" : ");
        String name = end < 0 ? thread : thread.substring(0, end);
        int from = name.lastIndexOf(FROM);
        return from < 0 ? Way.NONE : ClientAddresses.claimed(name.substring(from + FROM.length()));
    }
}
