package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * What a request shows of where it came from.
 *
 * @param peer the literal address of the other end of the connection; null if it is not known. Jenkins' own web server
 *     puts the first address of {@code Forwarded} or {@code X-Forwarded-For} in its place, which anybody can write: where
 *     a request has such a header and passed through that, give null
 * @param forwardedFor the values of all {@code X-Forwarded-For} headers, in their order
 * @param forwarded the values of all {@code Forwarded} headers, in their order
 */
public record Sighting(@CheckForNull String peer, @NonNull List<String> forwardedFor, @NonNull List<String> forwarded) {

    public Sighting {
        forwardedFor = List.copyOf(forwardedFor);
        forwarded = List.copyOf(forwarded);
    }
}
