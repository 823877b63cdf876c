package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Reads from a request which way it came: every hop that the proxies named, then the address that the container saw. */
public final class ClientAddresses {

    private static final int MAX_LENGTH = 1024;
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.\\[\\]%a-z]{2,64}");

    private ClientAddresses() {}

    /** The addresses of a request; what is no address is left out. */
    @NonNull
    public static Addresses of(@NonNull HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        int length = 0;
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            for (String hop : header.split(",")) {
                length += hop.length();
                if (length <= MAX_LENGTH
                        && hops.size() < Addresses.MAX_CHAIN - 1
                        && ADDRESS.matcher(hop.trim()).matches()) {
                    hops.add(hop.trim());
                }
            }
        }
        return of(hops, request.getRemoteAddr());
    }

    /** The address of a request of which no more is known. */
    @NonNull
    public static Addresses of(@NonNull String remote) {
        return of(new ArrayList<>(), remote);
    }

    private static Addresses of(List<String> hops, String remote) {
        if (remote != null && !remote.isEmpty() && !hops.contains(remote)) {
            hops.add(remote);
        }
        return new Addresses(hops.isEmpty() ? "" : hops.get(0), hops, false);
    }
}
