package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.address.AddressChain;
import io.jenkins.plugins.deploymentledger.core.address.Hop;
import io.jenkins.plugins.deploymentledger.core.address.Sighting;
import io.jenkins.plugins.deploymentledger.core.address.TrustedProxies;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Reads from a request which way it came, and whose address stands for it. */
public final class ClientAddresses {

    /** Where a header without an address made Jenkins' own web server forget that of the peer; no command has this. */
    private static final Addresses HIDDEN = new Addresses("", List.of("unknown"), false);

    private ClientAddresses() {}

    /** The addresses of a request. */
    @NonNull
    public static Addresses of(@NonNull HttpServletRequest request) {
        List<String> forwardedFor = Collections.list(request.getHeaders("X-Forwarded-For"));
        List<String> forwarded = Collections.list(request.getHeaders("Forwarded"));
        Addresses addresses =
                of(Sighting.of(Objects.requireNonNullElse(request.getRemoteAddr(), ""), forwardedFor, forwarded));
        boolean hidden = addresses.chain().isEmpty() && !(forwardedFor.isEmpty() && forwarded.isEmpty());
        return hidden ? HIDDEN : addresses;
    }

    /** The address of a request of which no more is known; perhaps what a header claimed, and so never verified. */
    @NonNull
    public static Addresses claimed(@NonNull String remote) {
        Addresses claimed = of(new Sighting(null, List.of(remote), List.of()));
        return new Addresses(claimed.client(), claimed.chain(), false);
    }

    private static Addresses of(Sighting sighting) {
        TrustedProxies proxies =
                AuditSettings.find().map(AuditSettings::proxies).orElse(TrustedProxies.NONE);
        AddressChain derived = AddressChain.derive(sighting, proxies);
        List<String> chain = new ArrayList<>();
        for (Hop hop : derived.hops()) {
            if (chain.size() < Addresses.MAX_CHAIN) {
                chain.add(hop.address() == null ? hop.text() : hop.address());
            }
        }
        return new Addresses(orEmpty(derived.client()), chain, derived.isVerified());
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
