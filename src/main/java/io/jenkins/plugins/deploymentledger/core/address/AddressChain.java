package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way of a request from the client to Jenkins, and whose address stands for it. Immutable.
 *
 * @param hops from the client's end to ours; the last one is the peer of the connection, where it is known
 * @param omitted how many more hops there were at the client's end
 * @param otherHops what the header says that trusted proxies do not write: always claimed
 * @param client the address that stands for the request; null if no address is known at all
 * @param standing how much that address is worth
 */
public record AddressChain(
        @NonNull List<Hop> hops,
        int omitted,
        @NonNull List<Hop> otherHops,
        @CheckForNull String client,
        @NonNull Standing standing) {

    /** How much a client address is worth. */
    public enum Standing {
        /** Seen by Jenkins, or by a trusted proxy. */
        VERIFIED,
        /** Somebody says so whom nobody vouches for. */
        CLAIMED,
        /** A trusted proxy does not say for whom it speaks; the address is that proxy's. */
        HIDDEN
    }

    public AddressChain {
        hops = List.copyOf(hops);
        otherHops = List.copyOf(otherHops);
    }

    /**
     * Derives the client's address: from our end on, past the trusted proxies, to the first who is none.
     *
     * <p>Never throws, whatever the headers hold.
     *
     * @param sighting what the request shows
     * @param proxies whom to believe
     */
    @NonNull
    public static AddressChain derive(@NonNull Sighting sighting, @NonNull TrustedProxies proxies) {
        HeaderChain forwardedFor = HeaderChain.ofForwardedFor(sighting.forwardedFor());
        HeaderChain forwarded = HeaderChain.ofForwarded(sighting.forwarded());
        boolean first = proxies.header() == TrustedProxies.Header.X_FORWARDED_FOR;
        HeaderChain main = first ? forwardedFor : forwarded;
        HeaderChain other = first ? forwarded : forwardedFor;
        String peer = sighting.peer();
        if (peer == null && !main.namesAnybody() && other.namesAnybody()) {
            // All that is known is what the wrong header claims.
            return walk(other.hops(), other.omitted(), main.hops(), false, proxies);
        }
        List<Hop> hops = new ArrayList<>(main.hops());
        boolean believed = proxies.onlyWay();
        if (peer != null) {
            hops.add(HopParser.parse(peer));
            believed = true;
        }
        return walk(hops, main.omitted(), other.hops(), believed, proxies);
    }

    /** Whether the client's address is sure. */
    public boolean isVerified() {
        return standing == Standing.VERIFIED;
    }

    private static AddressChain walk(
            List<Hop> claimed, int omitted, List<Hop> others, boolean believed, TrustedProxies proxies) {
        List<Hop> hops = new ArrayList<>();
        String client = null;
        Standing standing = null;
        boolean believing = believed;
        for (int i = claimed.size() - 1; i >= 0; i--) {
            Hop hop = claimed.get(i);
            boolean proxy = hop.address() != null
                    && IpAddress.parse(hop.address()).map(proxies::contains).orElse(false);
            if (believing && standing == null) {
                if (hop.address() == null) {
                    standing = Standing.HIDDEN;
                } else {
                    client = hop.address();
                    standing = proxy ? null : Standing.VERIFIED;
                }
            } else if (!believed && standing == null && hop.address() != null) {
                client = hop.address();
                standing = proxy ? null : Standing.CLAIMED;
            }
            hops.add(new Hop(hop.text(), hop.address(), hop.kind(), trust(hop, believing, proxy)));
            believing &= proxy;
        }
        Collections.reverse(hops);
        if (standing == null) {
            // Trusted proxies all the way: the one farthest away asked for itself, unless there was more to read.
            standing = believed && client != null && omitted == 0 ? Standing.VERIFIED : Standing.CLAIMED;
        }
        return new AddressChain(hops, omitted, others, client, standing);
    }

    private static Hop.Trust trust(Hop hop, boolean believing, boolean proxy) {
        if (!believing || hop.address() == null) {
            return Hop.Trust.CLAIMED;
        }
        return proxy ? Hop.Trust.TRUSTED_PROXY : Hop.Trust.VERIFIED;
    }
}
