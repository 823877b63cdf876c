package io.jenkins.plugins.deploymentledger.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceSummary;
import io.jenkins.plugins.deploymentledger.core.analysis.BarPart;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.ledger.export.FormulaGuard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.kohsuke.stapler.StaplerResponse2;

/** What is still to come as JSON and as CSV. */
final class PlannedExport {

    private static final List<String> COLUMNS = List.of(
            "Task",
            "Type",
            "Package",
            "Version",
            "Target",
            "Group",
            "Next",
            "Owner (id)",
            "Owner",
            "Teams",
            "Status",
            "Since");

    /** What follows where convergences are listed; then how many machines stand how. */
    private static final List<String> STANDING = List.of("Percent", "Problem");

    /** The status of a convergence that tries nothing until somebody says so. */
    private static final String PAUSED = "PAUSED";

    private PlannedExport() {}

    /** As much of a list as one answer holds. */
    @NonNull
    static ObjectNode json(@NonNull PlannedList list) {
        ObjectNode json = JsonAnswer.object();
        json.put("total", list.getTotal());
        ArrayNode rows = json.putArray("planned");
        for (PlannedTask planned : list.shown()) {
            ObjectNode row = rows.addObject();
            row.put("job", planned.job());
            row.put("type", planned.origin().name());
            row.put("package", planned.packageName());
            row.put("version", planned.version());
            row.put("target", planned.target());
            row.put("group", planned.group());
            row.put("owner", planned.ownerId());
            row.put("ownerName", planned.ownerName());
            planned.teams().forEach(row.putArray("teams")::add);
            if (planned.isWaiting()) {
                row.put("status", TaskStatus.WAITING.name());
                row.put("since", planned.next().toString());
                row.put("launch", planned.launch());
            } else if (planned.origin() == TaskOrigin.SCHEDULE) {
                row.put("next", planned.next().toString());
            } else {
                addState(row, new ConvergenceRow(planned).summary());
            }
        }
        return json;
    }

    private static void addState(ObjectNode row, ConvergenceSummary summary) {
        if (summary == null) {
            return;
        }
        row.put("next", summary.next().toString());
        row.put("paused", summary.paused());
        row.put("percent", summary.percent());
        ObjectNode machines = row.putObject("machines");
        summary.parts().forEach(part -> machines.put(part.key().name(), part.count()));
        row.put("problem", summary.problem());
    }

    /** All of a list. */
    static void csv(@NonNull StaplerResponse2 response, @NonNull PlannedList list) throws IOException {
        boolean convergences = list.isOfConvergences();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(header(convergences).toArray(String[]::new))
                .get();
        try (CSVPrinter csv = TaskCsv.open(response, "planned.csv", format)) {
            for (PlannedTask planned : list.all()) {
                csv.printRecord(convergences ? kept(planned) : cells(planned));
            }
        }
    }

    private static List<String> header(boolean convergences) {
        List<String> header = new ArrayList<>(COLUMNS);
        if (convergences) {
            header.addAll(STANDING);
            Arrays.stream(MemberState.values())
                    .map(state ->
                            "Machines " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .forEach(header::add);
        }
        return header;
    }

    private static List<Object> cells(PlannedTask planned) {
        boolean waiting = planned.isWaiting();
        return cells(
                planned,
                !waiting && planned.origin() == TaskOrigin.SCHEDULE ? planned.next() : "",
                waiting ? TaskStatus.WAITING : "",
                waiting ? planned.next() : "");
    }

    private static List<Object> cells(PlannedTask planned, Object next, Object status, Object since) {
        return List.of(
                FormulaGuard.guard(planned.job()),
                planned.origin(),
                FormulaGuard.guard(planned.packageName()),
                FormulaGuard.guard(planned.version()),
                FormulaGuard.guard(planned.target()),
                FormulaGuard.guard(Objects.toString(planned.group(), "")),
                next,
                FormulaGuard.guard(planned.ownerId()),
                FormulaGuard.guard(planned.ownerName()),
                FormulaGuard.guard(String.join("; ", planned.teams())),
                status,
                since);
    }

    private static List<Object> kept(PlannedTask planned) {
        ConvergenceSummary summary = new ConvergenceRow(planned).summary();
        if (summary == null) {
            return cells(planned);
        }
        List<Object> cells = new ArrayList<>(cells(planned, summary.next(), summary.paused() ? PAUSED : "", ""));
        boolean looked = !summary.parts().isEmpty();
        cells.add(looked ? summary.percent() : "");
        cells.add(FormulaGuard.guard(Objects.toString(summary.problem(), "")));
        Map<MemberState, Integer> machines =
                summary.parts().stream().collect(Collectors.toMap(BarPart::key, BarPart::count));
        for (MemberState state : MemberState.values()) {
            cells.add(looked ? machines.getOrDefault(state, 0) : "");
        }
        return cells;
    }
}
