package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.Comparator;

/**
 * One piece of software found on a machine.
 *
 * @param name as its package list or registry calls it
 * @param version as written there, possibly empty
 * @param origin the list it stands in, such as {@code dpkg}, {@code rpm}, {@code apk}, {@code registry} or
 *     {@code applications}
 */
public record Software(
        @NonNull String name,
        @NonNull String version,
        @NonNull String origin) implements Comparable<Software>, Serializable {

    private static final Comparator<Software> ORDER =
            Comparator.comparing(Software::name).thenComparing(Software::origin).thenComparing(Software::version);

    @Override
    public int compareTo(Software other) {
        return ORDER.compare(this, other);
    }
}
