package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of the request, or the command, that the current thread serves.
 *
 * <p>Holds copies alone: the container reuses a request's object as soon as it has been answered. It survives
 * {@code ACL.as2}, which is how the initiator survives code that runs as SYSTEM.
 */
public final class RequestScope {

    private static final ThreadLocal<RequestScope> CURRENT = new ThreadLocal<>();

    private final String id = UUID.randomUUID().toString();
    private final Instant began = Instant.now();
    private final Transport transport;
    private final String verb;
    private final String path;
    private final Identity initiator;
    private final Way way;
    private final String authenticatedBy;
    private final Set<EventType> seen = ConcurrentHashMap.newKeySet();
    private final PendingEntries pending = new PendingEntries();
    private final SentDocument sent = new SentDocument();
    private volatile boolean entries;
    private volatile Route route = Route.UNKNOWN;

    /** How the request came. */
    public enum Transport {
        /** A request of the web interface or of its REST interface. */
        HTTP,
        /** A command of the command line interface, however that is connected. */
        CLI
    }

    /**
     * Begins a scope; it is not yet that of the current thread.
     *
     * @param verb the HTTP method, or {@code CLI}
     * @param path the path without the query, or the name of the command
     * @param authenticatedBy how the initiator proved who it is, such as {@code session} or {@code token}
     */
    public RequestScope(
            @NonNull Transport transport,
            @NonNull String verb,
            @NonNull String path,
            @NonNull Identity initiator,
            @NonNull Way way,
            @NonNull String authenticatedBy) {
        this.transport = transport;
        this.verb = verb;
        this.path = path;
        this.initiator = initiator;
        this.way = way;
        this.authenticatedBy = authenticatedBy;
    }

    /** The scope of the current thread; {@code null} if it serves no request. */
    @CheckForNull
    public static RequestScope current() {
        return CURRENT.get();
    }

    /**
     * Makes this the scope of the current thread.
     *
     * @return restores what was before
     */
    @NonNull
    public Entered enter() {
        return enter(this);
    }

    /**
     * Has the current thread serve no request for a while.
     *
     * @return restores what was before
     */
    @NonNull
    public static Entered outside() {
        return enter(null);
    }

    private static Entered enter(@CheckForNull RequestScope scope) {
        RequestScope before = CURRENT.get();
        set(scope);
        return () -> set(before);
    }

    private static void set(@CheckForNull RequestScope scope) {
        if (scope == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(scope);
        }
    }

    /** The way back out of a scope. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /** Ties together all entries that this request leaves. */
    @NonNull
    public String id() {
        return id;
    }

    /** When it began. */
    @NonNull
    public Instant began() {
        return began;
    }

    /** How it came. */
    @NonNull
    public Transport transport() {
        return transport;
    }

    /** The HTTP method, or {@code CLI}. */
    @NonNull
    public String verb() {
        return verb;
    }

    /** The path without the query, or the name of the command. */
    @NonNull
    public String path() {
        return path;
    }

    /** Who asked. */
    @NonNull
    public Identity initiator() {
        return initiator;
    }

    /** Where from. */
    @NonNull
    public Addresses addresses() {
        return way.addresses();
    }

    /** Where from, with all that is known of it. */
    @NonNull
    public Way way() {
        return way;
    }

    /** How the initiator proved who it is. */
    @NonNull
    public String authenticatedBy() {
        return authenticatedBy;
    }

    /** Where the request went, as far as is known now. */
    @NonNull
    public Route route() {
        return route;
    }

    /** Says where the request went. */
    public void route(@NonNull Route found) {
        this.route = found;
    }

    /**
     * Notes that an effect of this request is accounted for, so that it is not an unclassified one. Also for an effect that
     * turned out to be none, such as a save that changed nothing.
     */
    public void saw(@NonNull EventType effect) {
        seen.add(effect);
    }

    /** The effects that were accounted for so far. */
    @NonNull
    public Set<EventType> seen() {
        return Collections.unmodifiableSet(seen);
    }

    /** Whether any of these effects was accounted for. */
    public boolean sawAny(@NonNull List<EventType> effects) {
        return effects.stream().anyMatch(seen::contains);
    }

    /** Notes that an entry of this request was made, or counted for one that sums up a flood. */
    public void madeEntry() {
        entries = true;
    }

    /** Whether any entry of this request was made so far. */
    public boolean hasEntries() {
        return entries;
    }

    /** The document that it sends, as far as that is read. */
    @NonNull
    public SentDocument sent() {
        return sent;
    }

    /** The entries of this request that are not yet known to be on disk. */
    @NonNull
    public PendingEntries pending() {
        return pending;
    }
}
