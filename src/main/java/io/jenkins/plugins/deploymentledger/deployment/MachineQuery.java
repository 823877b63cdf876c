package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.analysis.FailureSignature;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which machines of a run are asked for: the one predicate behind its table, its counts and its JSON.
 *
 * @param group only machines whose status is of this group; null for all
 * @param status only machines in this status; null for all
 * @param cause only machines that failed for this cause; null for all
 * @param uncaused only machines that failed, and of which no stage says why
 * @param signatures only machines whose failure has the signature of one of these keys, among which may be {@link #REST}; empty for
 *     all
 * @param change only machines that became otherwise than in the run before in this way; null for all
 * @param selectors only machines that one of these chooses; empty for all
 * @param names only machines of exactly these names; empty for all
 * @param rows only machines at one of these places; null for all
 * @param text only machines whose name holds this text, in whatever case; empty for all
 * @param from the ordinal of the first machine that is wanted, from 0
 * @param limit how many machines at most, from 1 to {@value #MAX_LIMIT}
 */
record MachineQuery(
        @CheckForNull StatusGroup group,
        @CheckForNull MachineStatus status,
        @CheckForNull FailureCause cause,
        boolean uncaused,
        @NonNull Set<String> signatures,
        @CheckForNull RunChange change,
        @NonNull Set<RestartSelector> selectors,
        @NonNull Set<String> names,
        @CheckForNull RowRanges rows,
        @NonNull String text,
        int from,
        int limit) {

    /** The most machines in one answer. */
    static final int MAX_LIMIT = 1_000;

    /** What stands in the place of a cause for those that failed without one. */
    static final String UNCAUSED = "OTHER";

    /** What stands in the place of the keys of all failures that a run's page does not show one by one. */
    static final String REST = "rest";

    /** Asks for the first page of all machines. */
    static final MachineQuery ALL = new MachineQuery(
            null, null, null, false, Set.of(), null, Set.of(), Set.of(), null, "", 0, DeploymentLimits.PAGE_SIZE);

    /** Copies the sets. */
    MachineQuery {
        signatures = Set.copyOf(signatures);
        selectors = Set.copyOf(selectors);
        names = Set.copyOf(names);
    }

    /**
     * Reads a query from the parameters {@code group}, {@code status}, {@code cause}, {@code signature},
     * {@code change}, {@code selector}, {@code machine}, {@code rows} (see {@link RowRanges}), {@code q}, {@code from} and {@code limit};
     * {@code signature}, {@code selector}, {@code machine} and {@code rows} may stand several times.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names it
     */
    @NonNull
    static MachineQuery of(@NonNull StaplerRequest2 request) {
        return new MachineQuery(
                constant(StatusGroup.class, "group", request),
                constant(MachineStatus.class, "status", request),
                isUncaused(request) ? null : constant(FailureCause.class, "cause", request),
                isUncaused(request),
                texts("signature", request),
                constant(RunChange.class, "change", request),
                selectors(request),
                texts("machine", request),
                rows(request),
                Util.fixNull(request.getParameter("q")).trim(),
                NumberParameter.of("from", request, 0, 0, Integer.MAX_VALUE),
                NumberParameter.of("limit", request, DeploymentLimits.PAGE_SIZE, 1, MAX_LIMIT));
    }

    /** Tells which machines of a run are asked for; for all of them, so that what takes a look at each is found out once. */
    @NonNull
    Predicate<MachineProgress> in(@NonNull DeploymentRun run, @NonNull RolloutSnapshot snapshot) {
        Set<String> keys = new HashSet<>(signatures);
        if (keys.contains(REST)) {
            keys.addAll(RunAnalysis.restOf(snapshot));
        }
        Set<String> changed = change == null ? Set.of() : RunComparison.machines(run, change);
        return machine -> isSelected(machine)
                && (keys.isEmpty() || hasSignature(machine, keys))
                && (change == null || changed.contains(machine.machine()));
    }

    private boolean isSelected(MachineProgress machine) {
        return (group == null || machine.status().group() == group)
                && (status == null || machine.status() == status)
                && (cause == null || failureOf(machine) == cause)
                && (!uncaused || FailureSignature.isFailed(machine) && failureOf(machine) == null)
                && (selectors.isEmpty() || selectors.contains(RestartSelector.of(machine.status())))
                && (rows == null || rows.has(machine.ordinal()))
                && (names.isEmpty() || names.contains(machine.machine()))
                && (text.isEmpty()
                        || machine.machine().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static boolean hasSignature(MachineProgress machine, Set<String> keys) {
        return FailureSignature.of(machine)
                .filter(failure -> keys.contains(failure.key()))
                .isPresent();
    }

    /** Why a machine counts as failed; null if it does not, or no stage says why. */
    @CheckForNull
    static FailureCause failureOf(@NonNull MachineProgress machine) {
        return FailureSignature.causeOf(machine);
    }

    /** Whether it narrows the machines at all. */
    boolean isFiltering() {
        return !equals(
                new MachineQuery(null, null, null, false, Set.of(), null, Set.of(), Set.of(), null, "", from, limit));
    }

    /** The query as it stands in a URL, for another page of the same machines. */
    @NonNull
    String at(int otherFrom) {
        StringBuilder url = new StringBuilder("?");
        append(url, "group", group == null ? "" : group.name());
        append(url, "status", status == null ? "" : status.name());
        append(url, "cause", uncaused ? UNCAUSED : cause == null ? "" : cause.name());
        signatures.stream().sorted().forEach(key -> append(url, "signature", key));
        append(url, "change", change == null ? "" : change.name());
        for (RestartSelector selector : RestartSelector.values()) {
            append(url, "selector", selectors.contains(selector) ? selector.name() : "");
        }
        // An empty name, too: what asks for no machine must not ask for all.
        names.stream().sorted().forEach(name -> url.append("machine=")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('&'));
        if (rows != null) {
            url.append("rows=").append(rows).append('&');
        }
        append(url, "q", text);
        append(url, "from", otherFrom == 0 ? "" : String.valueOf(otherFrom));
        append(url, "limit", limit == DeploymentLimits.PAGE_SIZE ? "" : String.valueOf(limit));
        return url.substring(0, url.length() - 1);
    }

    private static boolean isUncaused(StaplerRequest2 request) {
        return UNCAUSED.equalsIgnoreCase(
                Util.fixNull(request.getParameter("cause")).trim());
    }

    private static void append(StringBuilder url, String name, String value) {
        if (!value.isEmpty()) {
            url.append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&');
        }
    }

    private static Set<String> texts(String parameter, StaplerRequest2 request) {
        String[] values = request.getParameterValues(parameter);
        if (values == null) {
            return Set.of();
        }
        if (values.length > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    Messages.MachineQuery_badNumber(parameter, String.valueOf(values.length), 0, MAX_LIMIT));
        }
        // An empty name stays, and finds nothing: who asks for no machine does not ask for all.
        return Arrays.stream(values).collect(Collectors.toUnmodifiableSet());
    }

    @CheckForNull
    private static RowRanges rows(StaplerRequest2 request) {
        String[] values = request.getParameterValues("rows");
        return values == null ? null : RowRanges.parse(values);
    }

    private static Set<RestartSelector> selectors(StaplerRequest2 request) {
        Set<RestartSelector> selectors = EnumSet.noneOf(RestartSelector.class);
        String[] values = request.getParameterValues("selector");
        if (values != null) {
            for (String value : values) {
                if (!value.isBlank()) {
                    selectors.add(constant(RestartSelector.class, "selector", value.trim()));
                }
            }
            if (selectors.isEmpty()) {
                // A form in which nothing was ticked does not ask for everything.
                throw new IllegalArgumentException(Messages.MachineSelection_empty());
            }
        }
        return selectors;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String parameter, StaplerRequest2 request) {
        String value = Util.fixEmptyAndTrim(request.getParameter(parameter));
        return value == null ? null : constant(type, parameter, value);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String parameter, String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Messages.MachineQuery_badConstant(parameter, value, Arrays.toString(type.getEnumConstants())), e);
        }
    }
}
