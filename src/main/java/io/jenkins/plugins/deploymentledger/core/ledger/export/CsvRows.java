package io.jenkins.plugins.deploymentledger.core.ledger.export;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** Writes entries as CSV: first what a person looks for, in the order of the page, then the rest. */
final class CsvRows implements RowWriter {

    private static final int BUFFER = 1 << 16;
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setQuoteMode(QuoteMode.ALL)
            .setHeader(
                    "Time",
                    "Operated by (id)",
                    "Operated by",
                    "Event",
                    "Target (id)",
                    "Target",
                    "IP",
                    "Outcome",
                    "Sequence",
                    "Recorded",
                    "Ran as (id)",
                    "Ran as",
                    "Target kind",
                    "Client IP",
                    "Client IP verified",
                    "Details")
            .get();

    private final Writer writer;
    /** Rows on their way to the writer, which takes a lock for each piece that it is given. */
    private final StringBuilder rows = new StringBuilder(2 * BUFFER);

    private final CSVPrinter printer;

    CsvRows(OutputStream out) throws IOException {
        this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.printer = new CSVPrinter(rows, FORMAT);
    }

    @Override
    public void write(AuditEntry entry) throws IOException {
        printer.print(EntryCodec.format(entry.time()));
        cell(entry.operatedBy().id());
        cell(entry.operatedBy().name());
        cell(entry.event().name());
        cell(entry.target().id());
        cell(entry.target().name());
        cell(addresses(entry));
        printer.print(entry.outcome().word());
        printer.print(Long.toString(entry.sequence()));
        printer.print(EntryCodec.format(entry.recorded()));
        cell(entry.effective().id());
        cell(entry.effective().name());
        cell(entry.target().kind());
        cell(entry.addresses().client());
        printer.print(entry.addresses().verified() ? "yes" : "no");
        cell(details(entry));
        printer.println();
        if (rows.length() >= BUFFER) {
            handOn();
        }
    }

    @Override
    public void flush() throws IOException {
        handOn();
        writer.flush();
    }

    private void handOn() throws IOException {
        writer.append(rows);
        rows.setLength(0);
    }

    /** Texts of others act neither in a spreadsheet nor on a terminal; as they were recorded, they are in JSON lines. */
    private void cell(String text) throws IOException {
        printer.print(FormulaGuard.guard(Shown.lines(text)));
    }

    private static String addresses(AuditEntry entry) {
        Set<String> addresses = new LinkedHashSet<>(entry.addresses().chain());
        if (!entry.addresses().client().isEmpty()) {
            addresses.add(entry.addresses().client());
        }
        return String.join(", ", addresses);
    }

    private static String details(AuditEntry entry) {
        StringBuilder details = new StringBuilder();
        for (Map.Entry<String, String> detail : entry.details().entrySet()) {
            details.append(details.length() == 0 ? "" : "\n")
                    .append(detail.getKey())
                    .append(": ")
                    .append(detail.getValue());
        }
        return details.toString();
    }
}
