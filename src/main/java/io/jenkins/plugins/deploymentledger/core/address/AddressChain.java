package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of a request from the client to Jenkins, and whose address stands for it. Immutable.
 *
 * @param hops from the client's end to ours; the last one is the peer of the connection, where it is known
 * @param omitted how many more hops there were at the client's end, as far as was read
 * @param forwarded what {@code Forwarded} (RFC 7239) says, where that is something else and the hops are not of it: always claimed
 * @param client the address that stands for the request; null if no address is known at all
 * @param isVerified whether that address was seen by Jenkins or by a trusted proxy, rather than claimed by somebody whom nobody vouches for,
 *     or that of a trusted proxy which does not say for whom it speaks
 */
public record AddressChain(
        @NonNull List<Hop> hops,
        int omitted,
        @NonNull List<String> forwarded,
        @CheckForNull String client,
        boolean isVerified) {

    public AddressChain {
        hops = List.copyOf(hops);
        forwarded = List.copyOf(forwarded);
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
        String peer = sighting.peer();
        if (peer == null && !forwardedFor.namesAnybody() && forwarded.namesAnybody()) {
            // All that is known is what the header claims that no proxy is believed by.
            return walk(forwarded.hops(), forwarded.omitted(), List.of(), false, proxies);
        }
        List<Hop> hops = new ArrayList<>(forwardedFor.hops());
        boolean believed = proxies.onlyWay();
        if (peer != null) {
            hops.add(HopParser.parse(peer));
            believed = true;
        }
        boolean differs = forwarded.namesAnybody() && !forwarded.shown().equals(forwardedFor.shown());
        return walk(hops, forwardedFor.omitted(), differs ? forwarded.shown() : List.of(), believed, proxies);
    }

    private static AddressChain walk(
            List<Hop> hops, int omitted, List<String> forwarded, boolean believed, TrustedProxies proxies) {
        String client = null;
        for (int i = hops.size() - 1; i >= 0; i--) {
            String address = hops.get(i).address();
            if (address != null) {
                client = address;
                if (!IpAddress.parse(address).map(proxies::contains).orElse(false)) {
                    return new AddressChain(hops, omitted, forwarded, client, believed);
                }
            } else if (believed) {
                // A trusted proxy does not say for whom it speaks.
                return new AddressChain(hops, omitted, forwarded, client, false);
            }
        }
        // Trusted proxies all the way: the one farthest away asked for itself, unless there was more to read.
        return new AddressChain(hops, omitted, forwarded, client, believed && client != null && omitted == 0);
    }
}
