package io.jenkins.plugins.deploymentledger.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceSummary;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.ledger.export.FormulaGuard;
import java.io.IOException;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.kohsuke.stapler.StaplerResponse2;

/** What is still to come as JSON and as CSV. */
final class PlannedExport {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
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
                    "Since")
            .get();

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
        try (CSVPrinter csv = TaskCsv.open(response, "planned.csv", FORMAT)) {
            for (PlannedTask planned : list.all()) {
                csv.printRecord(
                        FormulaGuard.guard(planned.job()),
                        planned.origin(),
                        FormulaGuard.guard(planned.packageName()),
                        FormulaGuard.guard(planned.version()),
                        FormulaGuard.guard(planned.target()),
                        FormulaGuard.guard(Objects.toString(planned.group(), "")),
                        !planned.isWaiting() && planned.origin() == TaskOrigin.SCHEDULE ? planned.next() : "",
                        FormulaGuard.guard(planned.ownerId()),
                        FormulaGuard.guard(planned.ownerName()),
                        FormulaGuard.guard(String.join("; ", planned.teams())),
                        planned.isWaiting() ? TaskStatus.WAITING : "",
                        planned.isWaiting() ? planned.next() : "");
            }
        }
    }
}
