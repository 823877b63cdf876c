package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportFormat;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportProgress;
import io.jenkins.plugins.deploymentledger.core.ledger.export.LedgerExport;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes the entries that answer to a file, with a manifest beside it. */
final class ExportCommand implements Command {

    @Override
    public Set<Option> options() {
        Set<Option> options = EnumSet.copyOf(ProvedLedger.OPTIONS);
        options.addAll(Filters.OPTIONS);
        options.addAll(List.of(Option.FORMAT, Option.OUTPUT));
        return options;
    }

    @Override
    public String summary() {
        return "Write all entries that pass the filters to a file, with a manifest by which it can be verified later";
    }

    @Override
    public boolean run(Arguments arguments, Terminal terminal)
            throws UsageException, InvalidQueryException, IOException {
        Path output = arguments
                .file(Option.OUTPUT)
                .orElseThrow(() -> new UsageException("Say with --output FILE where the rows are to go."));
        ExportFormat format = format(arguments.one(Option.FORMAT), output);
        if (output.toAbsolutePath()
                .normalize()
                .startsWith(arguments.directory().toAbsolutePath().normalize())) {
            throw new UsageException("--output: The file would stand within the ledger. Name one elsewhere.");
        }
        for (Path file : List.of(output, manifest(output))) {
            if (Files.exists(file)) {
                throw new UsageException("--output: " + Shown.plain(file.toString())
                        + " is there already. Name another file, or remove it.");
            }
        }
        Filters filters = new Filters(arguments);
        try (ProvedLedger ledger = ProvedLedger.open(arguments, terminal, List.of())) {
            ExportManifest manifest = export(ledger, filters, format, output, terminal);
            boolean proved = ledger.explain(terminal);
            terminal.say(
                    arguments.has(Option.JSON)
                            ? new String(manifest.toJson(), StandardCharsets.UTF_8).stripTrailing()
                            : String.format(
                                    Locale.ROOT,
                                    "%,d entries to %s, manifest in %s",
                                    manifest.rows(),
                                    Shown.plain(output.toString()),
                                    Shown.plain(manifest(output).toString())));
            return proved;
        }
    }

    /** Where the manifest of an export stands. */
    static Path manifest(Path export) {
        return export.resolveSibling(export.getFileName() + ".manifest.json");
    }

    private static ExportManifest export(
            ProvedLedger ledger, Filters filters, ExportFormat format, Path output, Terminal terminal)
            throws InvalidQueryException, IOException {
        boolean done = false;
        try (ProgressBar bar =
                terminal.progress("Exporting", ledger.checkpoint().size())) {
            ExportManifest manifest;
            try (OutputStream out = Files.newOutputStream(output, StandardOpenOption.CREATE_NEW)) {
                manifest = LedgerExport.write(
                        ledger.source(bar::done), filters.request().query(), format, out, ExportProgress.NONE);
            }
            if (manifest.rows() == 0) {
                filters.checkEvents(ledger.reader());
            }
            Files.write(manifest(output), manifest.toJson(), StandardOpenOption.CREATE_NEW);
            done = true;
            return manifest;
        } finally {
            if (!done) {
                // Half an export must not look like one.
                Files.deleteIfExists(output);
            }
        }
    }

    private static ExportFormat format(Optional<String> said, Path output) throws UsageException {
        String name = String.valueOf(output.getFileName());
        String word = said.orElse(name.substring(name.lastIndexOf('.') + 1));
        return ExportFormat.of(word)
                .orElseThrow(() -> new UsageException(
                        "--format: " + Shown.quoted(word) + " is no format of an export. Use csv or jsonl."));
    }
}
