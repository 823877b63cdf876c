package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskPosition;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.TaskScope;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskSort;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What a URL asks of the tasks, as {@code scope}, {@code section}, {@code q}, {@code user}, {@code status}, {@code type},
 * {@code package}, {@code group}, {@code from}, {@code to}, {@code sort}, {@code order}, {@code after}, {@code before} and
 * {@code limit}; {@code status} and {@code type} may stand several times.
 *
 * @param query which tasks
 * @param listing which part of them
 */
record TaskParameters(@NonNull TaskQuery query, @NonNull TaskListing listing) {

    /** How many tasks a page has unless more or fewer are asked for. */
    static final int PAGE_SIZE = 50;

    /** The most tasks in one answer. */
    static final int MAX_LIMIT = 1_000;

    /** Whatever stands in a URL without parameters. */
    static final TaskParameters DEFAULT = new TaskParameters(
            TaskQuery.ALL.of(TaskScope.MINE), new TaskListing(TaskSort.STARTED, true, null, false, PAGE_SIZE));

    /** Whether it asks for what is still to come, rather than for tasks. */
    boolean isPlanned() {
        return switch (query.section()) {
            case SCHEDULED, SOON, CONVERGENCES -> true;
            case RECENT, PAST, ANY -> false;
        };
    }

    /** The first page of another section. */
    @NonNull
    TaskParameters in(@NonNull TaskSection section) {
        return with(query.in(section));
    }

    /** The first page of what another query finds, cut and sorted likewise. */
    @NonNull
    TaskParameters with(@NonNull TaskQuery other) {
        return new TaskParameters(
                other, new TaskListing(listing.sort(), listing.descending(), null, false, listing.limit()));
    }

    /** The first page in another order. */
    @NonNull
    TaskParameters sorted(@NonNull TaskSort sort, boolean descending) {
        return new TaskParameters(query, new TaskListing(sort, descending, null, false, listing.limit()));
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names it, what it is, and what it can be
     */
    @NonNull
    static TaskParameters of(@NonNull StaplerRequest2 request) {
        TaskQuery query = new TaskQuery(
                constant(TaskScope.class, "scope", request, TaskScope.MINE),
                constant(TaskSection.class, "section", request, TaskSection.ANY),
                text("q", request),
                text("user", request),
                constants(TaskStatus.class, "status", request),
                constants(TaskOrigin.class, "type", request),
                text("package", request),
                text("group", request),
                day("from", request, 0),
                day("to", request, 1));
        TaskPosition after = position("after", request);
        TaskPosition before = position("before", request);
        if (after != null && before != null) {
            throw new IllegalArgumentException(Messages.TaskParameters_both());
        }
        TaskListing listing = new TaskListing(
                constant(TaskSort.class, "sort", request, TaskSort.STARTED),
                isDescending(request),
                after == null ? before : after,
                before != null,
                limit(request));
        return new TaskParameters(query, listing);
    }

    private static String text(String parameter, StaplerRequest2 request) {
        return Util.fixNull(request.getParameter(parameter)).trim();
    }

    private static <E extends Enum<E>> E constant(
            Class<E> type, String parameter, StaplerRequest2 request, E otherwise) {
        String value = text(parameter, request);
        return value.isEmpty() ? otherwise : constant(type, parameter, value);
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, String parameter, StaplerRequest2 request) {
        Set<E> constants = EnumSet.noneOf(type);
        String[] values = request.getParameterValues(parameter);
        if (values != null) {
            // A field that offers one value has several in one, where several are asked for; no constant has a comma.
            for (String value : String.join(",", values).split(",")) {
                if (!value.isBlank()) {
                    constants.add(constant(type, parameter, value.trim()));
                }
            }
        }
        return constants;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String parameter, String value) {
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Messages.TaskParameters_constant(parameter, value, Arrays.toString(type.getEnumConstants())), e);
        }
    }

    private static boolean isDescending(StaplerRequest2 request) {
        String order = text("order", request);
        return switch (order) {
            case "", "desc" -> true;
            case "asc" -> false;
            default ->
                throw new IllegalArgumentException(Messages.TaskParameters_constant("order", order, "[asc, desc]"));
        };
    }

    /** A day or a moment on the controller's clock, or a moment in ISO 8601. */
    @CheckForNull
    private static Instant day(String parameter, StaplerRequest2 request, int daysLater) {
        String value = text(parameter, request);
        if (value.isEmpty()) {
            return null;
        }
        try {
            ZoneId zone = ZoneId.systemDefault();
            if (!value.contains("T")) {
                return LocalDate.parse(value)
                        .plusDays(daysLater)
                        .atStartOfDay(zone)
                        .toInstant();
            }
            TemporalAccessor moment =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(value, ZonedDateTime::from, LocalDateTime::from);
            return moment instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(moment);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(Messages.TaskParameters_day(parameter, value), e);
        }
    }

    @CheckForNull
    private static TaskPosition position(String parameter, StaplerRequest2 request) {
        String value = Util.fixEmpty(request.getParameter(parameter));
        try {
            return value == null ? null : TaskPosition.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.TaskParameters_position(parameter, value), e);
        }
    }

    private static int limit(StaplerRequest2 request) {
        String value = text("limit", request);
        try {
            int limit = value.isEmpty() ? PAGE_SIZE : Integer.parseInt(value);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.TaskParameters_limit(value, MAX_LIMIT), e);
        }
        throw new IllegalArgumentException(Messages.TaskParameters_limit(value, MAX_LIMIT));
    }
}
