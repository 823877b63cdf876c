package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A station on the way of a request.
 *
 * @param address as it was received
 * @param trust how much that is worth
 */
@Restricted(NoExternalUse.class)
public record ShownHop(@NonNull String address, @NonNull String trust) {

    /** The way from the client's end to ours. */
    static List<ShownHop> of(Addresses addresses) {
        List<String> chain = addresses.chain().isEmpty() && !addresses.client().isEmpty()
                ? List.of(addresses.client())
                : addresses.chain();
        int client = chain.lastIndexOf(addresses.client());
        List<ShownHop> hops = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            hops.add(new ShownHop(Shown.plain(chain.get(i)), trust(i, client, addresses.verified())));
        }
        return hops;
    }

    private static String trust(int hop, int client, boolean verified) {
        if (hop == client) {
            return verified ? Messages.Hop_client() : Messages.Hop_claimedClient();
        }
        return verified && hop > client ? Messages.Hop_proxy() : Messages.Hop_claimed();
    }
}
