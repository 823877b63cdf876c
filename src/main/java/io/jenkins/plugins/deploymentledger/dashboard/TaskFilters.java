package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskSort;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.plan.Plans;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The fields of the filter, with what is asked for filled in. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class TaskFilters {

    /** How many packages or groups are offered at most. */
    private static final int MAX_CHOICES = 200;

    private static final String PACKAGE = "package";
    private static final String GROUP = "group";
    private static final String USER = "user";

    private final TaskParameters parameters;
    private final TaskQuery query;
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> packages = new TreeSet<>();
    private final Set<String> groups = new TreeSet<>();

    TaskFilters(TaskParameters parameters, TaskTable table, Viewer viewer) {
        this.parameters = parameters;
        this.query = parameters.query();
        unknown.addAll(List.of(PACKAGE, GROUP, USER));
        TaskQuery all = TaskQuery.ALL.of(query.scope());
        TaskListing.each(
                table,
                all,
                viewer,
                task -> offer(task.packageName(), task.group(), task.initiatorId(), task.initiatorName()));
        Predicate<PlannedTask> scheduled = all.in(TaskSection.SCHEDULED).plannedBy(viewer);
        Predicate<PlannedTask> kept = all.in(TaskSection.CONVERGENCES).plannedBy(viewer);
        Plans.get().all().stream()
                .map(viewer::seen)
                .filter(scheduled.or(kept))
                .forEach(planned ->
                        offer(planned.packageName(), planned.group(), planned.ownerId(), planned.ownerName()));
    }

    private void offer(String packageName, @CheckForNull String group, String userId, String userName) {
        if (packages.size() < MAX_CHOICES && !packageName.isEmpty()) {
            packages.add(packageName);
        }
        if (groups.size() < MAX_CHOICES && group != null) {
            groups.add(group);
        }
        if (query.packageName().equals(packageName)) {
            unknown.remove(PACKAGE);
        }
        if (query.group().equals(group)) {
            unknown.remove(GROUP);
        }
        if (unknown.contains(USER) && (holds(userId, query.user()) || holds(userName, query.user()))) {
            unknown.remove(USER);
        }
    }

    private static boolean holds(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    /** Says of each name that is asked for, and that nothing has which the viewer may know, that it is so. */
    @NonNull
    List<String> unknown() {
        List<String> sentences = new ArrayList<>();
        if (!query.packageName().isEmpty() && unknown.contains(PACKAGE)) {
            sentences.add(Messages.TaskFilters_unknownPackage(query.packageName()));
        }
        if (!query.group().isEmpty() && unknown.contains(GROUP)) {
            sentences.add(Messages.TaskFilters_unknownGroup(query.group()));
        }
        if (!query.user().isEmpty() && unknown.contains(USER)) {
            sentences.add(Messages.TaskFilters_unknownUser(query.user()));
        }
        return sentences;
    }

    /** What is searched for in names and users. */
    @NonNull
    public String getText() {
        return query.text();
    }

    /** What is searched for in users. */
    @NonNull
    public String getUser() {
        return query.user();
    }

    /** The statuses. */
    @NonNull
    public List<TaskChoice> getStatuses() {
        return choices(TaskStatus.values(), TaskTexts::of, query.statuses());
    }

    /** How tasks begin. */
    @NonNull
    public List<TaskChoice> getTypes() {
        return choices(TaskOrigin.values(), TaskTexts::of, query.origins());
    }

    private static <E extends Enum<E>> List<TaskChoice> choices(E[] all, Function<E, String> text, Set<E> chosen) {
        List<TaskChoice> choices = new ArrayList<>();
        boolean several = chosen.size() > 1;
        if (several) {
            // A link may ask for several; who then narrows something else goes on asking for them.
            List<E> inOrder = Arrays.stream(all).filter(chosen::contains).toList();
            choices.add(new TaskChoice(
                    inOrder.stream().map(TaskLink::lower).collect(Collectors.joining(",")),
                    inOrder.stream().map(text).collect(Collectors.joining(", ")),
                    true));
        }
        for (E one : all) {
            choices.add(new TaskChoice(TaskLink.lower(one), text.apply(one), !several && chosen.contains(one)));
        }
        return choices;
    }

    /** The packages of the tasks that one may see. */
    @NonNull
    public List<TaskChoice> getPackages() {
        return names(packages, query.packageName());
    }

    /** The groups that tasks that one may see went to. */
    @NonNull
    public List<TaskChoice> getGroups() {
        return names(groups, query.group());
    }

    private static List<TaskChoice> names(Set<String> names, String chosen) {
        Set<String> all = new TreeSet<>(names);
        if (!chosen.isEmpty()) {
            all.add(chosen);
        }
        List<TaskChoice> choices = new ArrayList<>();
        all.forEach(name -> choices.add(new TaskChoice(name, name, name.equals(chosen))));
        return choices;
    }

    /** The first day or moment that is asked for, on the controller's clock; empty for any. */
    @NonNull
    public String getFrom() {
        return written(query.from(), 0);
    }

    /** The last day, or the first moment after it, that is asked for, on the controller's clock; empty for any. */
    @NonNull
    public String getTo() {
        return written(query.to(), 1);
    }

    /** The kind of field that can hold the beginning: links of the summary ask for moments, people for days. */
    @NonNull
    public String getFromType() {
        return fieldType(getFrom());
    }

    /** The kind of field that can hold the end. */
    @NonNull
    public String getToType() {
        return fieldType(getTo());
    }

    private static String fieldType(String written) {
        return written.contains("T") ? "datetime-local" : "date";
    }

    private static String written(@CheckForNull Instant moment, int daysLater) {
        if (moment == null) {
            return "";
        }
        LocalDateTime at = LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MILLIS), ZoneId.systemDefault());
        return at.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? at.toLocalDate().minusDays(daysLater).toString()
                : at.toString();
    }

    /** The section that is asked for by itself, as it stands in the URL; empty if none is. */
    @NonNull
    public String getSection() {
        return query.section() == TaskSection.ANY ? "" : TaskLink.lower(query.section());
    }

    /** The scope, as it stands in the URL. */
    @NonNull
    public String getScope() {
        return TaskLink.lower(query.scope());
    }

    /** By what the lists are sorted, as it stands in the URL; empty for the usual. */
    @NonNull
    public String getSort() {
        TaskSort sort = parameters.listing().sort();
        return sort == TaskSort.STARTED ? "" : TaskLink.lower(sort);
    }

    /** Which way they are sorted, likewise. */
    @NonNull
    public String getOrder() {
        return parameters.listing().descending() ? "" : "asc";
    }

    /** How many tasks a page has, likewise. */
    @NonNull
    public String getLimit() {
        int limit = parameters.listing().limit();
        return limit == TaskParameters.PAGE_SIZE ? "" : String.valueOf(limit);
    }
}
