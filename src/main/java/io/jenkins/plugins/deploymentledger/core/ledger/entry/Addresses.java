package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * Where a request came from.
 *
 * @param client the address taken for the client's; empty if none is known
 * @param chain every address that the request named on its way, first hop first, as they were received; at most
 *     {@value #MAX_CHAIN}
 * @param verified whether the client's address was derived from trusted proxies, rather than merely claimed
 */
public record Addresses(@NonNull String client, @NonNull List<String> chain, boolean verified) {

    /** How many hops a chain may have. */
    public static final int MAX_CHAIN = 16;

    /** No address: the action did not come over the network. */
    public static final Addresses NONE = new Addresses("", List.of(), false);

    /** @throws IllegalArgumentException if the chain is longer than {@link #MAX_CHAIN} */
    public Addresses {
        client = Text.wellFormed(client);
        if (chain.size() > MAX_CHAIN) {
            throw new IllegalArgumentException(
                    "The address chain has " + chain.size() + " hops; at most " + MAX_CHAIN + " are kept");
        }
        chain = List.copyOf(chain.stream().map(Text::wellFormed).toList());
    }
}
