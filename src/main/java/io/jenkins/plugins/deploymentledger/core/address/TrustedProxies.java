package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Which reverse proxies are believed about whom they speak for, by {@code X-Forwarded-For}: another header is whatever the client sent.
 * Immutable.
 *
 * @param networks where they are
 * @param onlyWay whether the network lets nobody reach Jenkins but through these proxies, so that what the last one wrote
 *     is believed even where its own address is not known
 */
public record TrustedProxies(@NonNull List<Network> networks, boolean onlyWay) {

    /** None: nobody is believed. */
    @NonNull
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    /** The most networks that can be configured. */
    public static final int MAX_NETWORKS = 1000;

    public TrustedProxies {
        networks = List.copyOf(networks);
        if (networks.size() > MAX_NETWORKS) {
            throw new IllegalArgumentException("There are " + networks.size() + " networks of trusted proxies; at most "
                    + MAX_NETWORKS + " can be given. Write larger networks instead of single addresses.");
        }
    }

    /**
     * Reads the networks as an administrator writes them.
     *
     * @param networks separated by white space, commas or line ends; {@code #} begins a comment
     * @throws IllegalArgumentException if one of them is no network; the message names it and the remedy
     */
    @NonNull
    public static TrustedProxies parse(@NonNull String networks, boolean onlyWay) {
        List<Network> parsed = new ArrayList<>();
        for (String line : networks.split("\\R")) {
            int comment = line.indexOf('#');
            for (String network : (comment < 0 ? line : line.substring(0, comment)).split("[\\s,;]+")) {
                if (!network.isEmpty()) {
                    parsed.add(Network.parse(network));
                }
            }
        }
        return new TrustedProxies(parsed, onlyWay);
    }

    /** Whether this address is that of a trusted proxy. */
    public boolean contains(@NonNull IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
