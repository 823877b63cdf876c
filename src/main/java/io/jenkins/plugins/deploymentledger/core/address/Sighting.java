package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Locale;

/**
 * What a request shows of where it came from.
 *
 * @param peer the literal address of the other end of the connection; null if it is not known. Jenkins' own web server
 *     puts the first address of {@code Forwarded} or {@code X-Forwarded-For} in its place, which anybody can write: where
 *     a request has such a header and passed through that, give null, or ask {@link #of}
 * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order
 * @param forwarded the values of all {@code Forwarded} headers, in their order
 */
public record Sighting(
        @CheckForNull String peer,
        @NonNull List<String> forwardedFor,
        @NonNull List<String> forwarded) {

    public Sighting {
        forwardedFor = List.copyOf(forwardedFor);
        forwarded = List.copyOf(forwarded);
    }

    /**
     * What a request shows behind a web server that may have put an address of a header in the place of the peer's: the peer is known
     * if no header has an address, and what the server says is one that stands nowhere in them, however they are read.
     *
     * @param remote what the web server says of the other end; any text
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order
     * @param forwarded the values of all {@code Forwarded} headers, in their order
     */
    @NonNull
    public static Sighting of(
            @NonNull String remote, @NonNull List<String> forwardedFor, @NonNull List<String> forwarded) {
        String headers = bare(String.join(",", forwardedFor) + ',' + String.join(",", forwarded));
        boolean known = HeaderChain.ofForwardedFor(forwardedFor).hasNoAddress()
                && HeaderChain.ofForwarded(forwarded).hasNoAddress()
                && IpAddress.parse(bare(remote)).isPresent()
                && !headers.contains(bare(remote));
        return new Sighting(known ? remote : null, forwardedFor, forwarded);
    }

    /** Without what a web server takes off an address, or may. */
    private static String bare(String text) {
        return text.replaceAll("[\\s\"\\\\\\[\\]]", "").toLowerCase(Locale.ROOT);
    }
}
