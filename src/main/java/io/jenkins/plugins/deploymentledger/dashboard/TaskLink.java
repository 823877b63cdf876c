package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskPosition;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.TaskScope;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskSort;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Writes parameters as they stand in a URL: the other direction of {@link TaskParameters}. */
final class TaskLink {

    /** What {@link URLEncoder} leaves, and what stands between: nothing that leads elsewhere. */
    private static final Pattern WRITTEN = Pattern.compile("\\?[A-Za-z0-9=&%+.*_-]{0,4000}");

    private final StringBuilder url = new StringBuilder("?");

    private TaskLink(TaskQuery query) {
        add("scope", query.scope() == TaskScope.MINE ? "" : lower(query.scope()));
        add("section", query.section() == TaskSection.ANY ? "" : lower(query.section()));
        add("q", query.text());
        add("user", query.user());
        for (TaskStatus status : TaskStatus.values()) {
            add("status", query.statuses().contains(status) ? lower(status) : "");
        }
        for (TaskOrigin origin : TaskOrigin.values()) {
            add("type", query.origins().contains(origin) ? lower(origin) : "");
        }
        add("package", query.packageName());
        add("group", query.group());
        add("from", Objects.toString(query.from(), ""));
        add("to", Objects.toString(query.to(), ""));
    }

    /** The first page of a query, in the order of the newest first. */
    @NonNull
    static String to(@NonNull TaskQuery query) {
        return new TaskLink(query).end();
    }

    /** Another page of a list. */
    @NonNull
    static String to(@NonNull TaskParameters parameters, @NonNull String direction, @NonNull TaskPosition position) {
        TaskListing listing = parameters.listing();
        TaskLink link = new TaskLink(parameters.query()).order(listing.sort(), listing.descending());
        link.add("limit", listing.limit() == TaskParameters.PAGE_SIZE ? "" : String.valueOf(listing.limit()));
        link.add(direction, position.toString());
        return link.end();
    }

    /** The very same page. */
    @NonNull
    static String to(@NonNull TaskParameters parameters) {
        TaskListing listing = parameters.listing();
        TaskPosition from = listing.from();
        if (from != null) {
            return to(parameters, listing.backwards() ? "before" : "after", from);
        }
        TaskLink link = new TaskLink(parameters.query()).order(listing.sort(), listing.descending());
        link.add("limit", listing.limit() == TaskParameters.PAGE_SIZE ? "" : String.valueOf(listing.limit()));
        return link.end();
    }

    /** A query that came back from a page, if it is one that this class can have written; nothing otherwise. */
    @NonNull
    static String trusted(@CheckForNull String query) {
        return query != null && WRITTEN.matcher(query).matches() ? query : "";
    }

    private TaskLink order(TaskSort sort, boolean descending) {
        add("sort", sort == TaskSort.STARTED ? "" : lower(sort));
        add("order", descending ? "" : "asc");
        return this;
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            url.append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&');
        }
    }

    private String end() {
        return url.substring(0, url.length() - 1);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
