package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import java.util.Map;

/**
 * Which way a request came, as its entries tell it. Immutable.
 *
 * @param addresses the addresses on the way
 * @param details what else it showed, as details of an entry: how many more hops it named, and what another header says
 */
public record Way(@NonNull Addresses addresses, @NonNull Map<String, String> details) {

    /** Of what did not come over the network. */
    public static final Way NONE = new Way(Addresses.NONE, Map.of());

    /** Copies the details. */
    public Way {
        details = Map.copyOf(details);
    }
}
