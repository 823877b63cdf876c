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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads from a request which way it came, and whose address stands for it. */
public final class ClientAddresses {

    /** Where a header without an address made Jenkins' own web server forget that of the peer; no command has this. */
    private static final Way HIDDEN = new Way(new Addresses("", List.of("unknown"), false), Map.of());

    /** A request is looked at once by those who authenticate it and once by the filter, and many come the same way one after the other. */
    private static volatile Found last;

    /** What a way is found of. */
    private record Shown(String remote, List<String> forwardedFor, List<String> forwarded, TrustedProxies proxies) {}

    /** A way that was found. */
    private record Found(Shown shown, Way way) {}

    private ClientAddresses() {}

    /** The way of a request. */
    @NonNull
    public static Way of(@NonNull HttpServletRequest request) {
        Shown shown = new Shown(
                Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                Collections.list(request.getHeaders("X-Forwarded-For")),
                Collections.list(request.getHeaders("Forwarded")),
                proxies());
        Found found = last;
        if (found == null || !found.shown().equals(shown)) {
            found = new Found(shown, of(shown));
            last = found;
        }
        return found.way();
    }

    private static Way of(Shown shown) {
        Way way = of(Sighting.of(shown.remote(), shown.forwardedFor(), shown.forwarded()), shown.proxies());
        boolean hidden = way.addresses().chain().isEmpty()
                && !(shown.forwardedFor().isEmpty() && shown.forwarded().isEmpty());
        return hidden ? HIDDEN : way;
    }

    /** The address of a request of which no more is known; perhaps what a header claimed, and so never verified. */
    @NonNull
    public static Way claimed(@NonNull String remote) {
        Addresses claimed =
                of(new Sighting(null, List.of(remote), List.of()), proxies()).addresses();
        return new Way(new Addresses(claimed.client(), claimed.chain(), false), Map.of());
    }

    private static TrustedProxies proxies() {
        return AuditSettings.find().map(AuditSettings::proxies).orElse(TrustedProxies.NONE);
    }

    private static Way of(Sighting sighting, TrustedProxies proxies) {
        AddressChain derived = AddressChain.derive(sighting, proxies);
        List<String> chain = derived.hops().stream().map(Hop::shown).toList();
        // What is nearest to Jenkins is worth most.
        int cut = Math.max(0, chain.size() - Addresses.MAX_CHAIN);
        Map<String, String> details = new TreeMap<>();
        if (derived.omitted() + cut > 0) {
            details.put("hops omitted", Integer.toString(derived.omitted() + cut));
        }
        if (!derived.forwarded().isEmpty()) {
            details.put("forwarded", String.join(", ", derived.forwarded()));
        }
        return new Way(
                new Addresses(orEmpty(derived.client()), chain.subList(cut, chain.size()), derived.isVerified()),
                details);
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
