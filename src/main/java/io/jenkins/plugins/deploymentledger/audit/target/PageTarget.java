package io.jenkins.plugins.deploymentledger.audit.target;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What a page is of, as the trail calls it.
 *
 * @param kind of what kind it is
 * @param id what it is known by
 * @param name what people call it
 */
public record PageTarget(
        @NonNull String kind, @NonNull String id, @NonNull String name) {}
