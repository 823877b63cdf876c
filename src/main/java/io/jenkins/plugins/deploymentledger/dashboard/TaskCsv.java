package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.core.ledger.export.FormulaGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.kohsuke.stapler.StaplerResponse2;

/** Writes tasks as CSV, one after the other, so that the text of all of them is never in memory. */
final class TaskCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "Task",
                    "Number",
                    "Status",
                    "Type",
                    "Package",
                    "Version",
                    "Target",
                    "Group",
                    "Started",
                    "Ended",
                    "Started by (id)",
                    "Started by",
                    "Teams",
                    "Machines",
                    "In progress",
                    "Success",
                    "Error",
                    "Of these download errors",
                    "Unreachable",
                    "Stopped",
                    "Not applicable")
            .get();

    private TaskCsv() {}

    /** Writes what a viewer asks for, on all pages, in their order. */
    static void write(
            @NonNull StaplerResponse2 response,
            @NonNull TaskParameters parameters,
            @NonNull TaskTable table,
            @NonNull Viewer viewer)
            throws IOException {
        try (CSVPrinter csv = open(response, "tasks.csv", FORMAT)) {
            parameters.listing().all(table, parameters.query(), viewer, task -> print(csv, task));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Begins to answer with a file of CSV. */
    @NonNull
    static CSVPrinter open(@NonNull StaplerResponse2 response, @NonNull String name, @NonNull CSVFormat format)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Cache-Control", "no-store");
        return new CSVPrinter(response.getWriter(), format);
    }

    private static void print(CSVPrinter csv, Task task) {
        try {
            csv.printRecord(cells(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> cells(Task task) {
        List<Object> cells = new ArrayList<>();
        cells.add(FormulaGuard.guard(task.job()));
        cells.add(task.number());
        cells.add(task.status());
        cells.add(task.origin());
        cells.add(FormulaGuard.guard(task.packageName()));
        cells.add(FormulaGuard.guard(task.version()));
        cells.add(FormulaGuard.guard(task.target()));
        cells.add(FormulaGuard.guard(Objects.toString(task.group(), "")));
        cells.add(task.started());
        cells.add(task.status().isFinal() ? Instant.ofEpochMilli(task.endedMillis()) : "");
        cells.add(FormulaGuard.guard(task.initiatorId()));
        cells.add(FormulaGuard.guard(task.initiatorName()));
        cells.add(FormulaGuard.guard(String.join("; ", task.teams())));
        cells.add(task.tally().total());
        cells.add(task.tally().of(StatusGroup.IN_PROGRESS));
        cells.add(task.tally().of(StatusGroup.SUCCESS));
        cells.add(task.tally().of(StatusGroup.ERROR));
        cells.add(task.tally().downloadErrors());
        cells.add(task.tally().of(StatusGroup.UNREACHABLE));
        cells.add(task.tally().of(StatusGroup.STOPPED));
        cells.add(task.tally().of(StatusGroup.NOT_APPLICABLE));
        return cells;
    }
}
