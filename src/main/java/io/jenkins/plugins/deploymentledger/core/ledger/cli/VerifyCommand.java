package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Proves a ledger, and an export of it. */
final class VerifyCommand implements Command {

    @Override
    public Set<Option> options() {
        Set<Option> options = EnumSet.copyOf(ProvedLedger.OPTIONS);
        options.add(Option.EXPORT);
        options.add(Option.ARCHIVE);
        options.add(Option.ENTRIES);
        options.add(Option.CONTENTS);
        return options;
    }

    @Override
    public String summary() {
        return "Prove every entry, the tree over them and the checkpoint; with --export, that a file is what the"
                + " ledger has; with --archive, what left by retention";
    }

    @Override
    public boolean run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        Optional<Path> export = arguments.file(Option.EXPORT);
        if (export.isPresent() && arguments.has(Option.ENTRIES)) {
            throw new UsageException("An export is held against the whole ledger. Leave out " + Option.ENTRIES.written()
                    + " or " + Option.EXPORT.written() + '.');
        }
        if (export.isEmpty()) {
            try (ProvedLedger ledger = ProvedLedger.open(arguments, terminal, List.of())) {
                return report(arguments, terminal, ledger, Optional.empty(), Optional.empty(), Optional.empty());
            }
        }
        ExportManifest manifest = ExportManifest.parse(ProvedLedger.read(ExportCommand.manifest(export.get())));
        byte[] note = manifest.checkpoint().getBytes(StandardCharsets.UTF_8);
        // That the export's checkpoint belongs to this ledger's history is proved with everything else.
        try (ProvedLedger ledger = ProvedLedger.open(arguments, terminal, List.of(note))) {
            Optional<String> problem = ExportVerifier.verifyFile(export.get(), manifest);
            if (problem.isEmpty()) {
                problem = checkpoint(manifest, note, export.get(), ledger);
            }
            if (problem.isEmpty()) {
                try (ProgressBar bar =
                        terminal.progress("Comparing", ledger.checkpoint().size())) {
                    problem = ExportVerifier.verifyExport(
                            export.get(), manifest, ledger.source(bar::done), ledger.left());
                }
            }
            return report(arguments, terminal, ledger, export, Optional.of(manifest), problem);
        }
    }

    private static Optional<String> checkpoint(ExportManifest manifest, byte[] note, Path export, ProvedLedger ledger)
            throws IOException {
        Checkpoint checkpoint = ProvedLedger.open(ExportCommand.manifest(export), note, ledger.key());
        return checkpoint.size() == manifest.ledgerSize()
                ? Optional.empty()
                : Optional.of("The manifest says that it was made from " + manifest.ledgerSize()
                        + " entries, but its checkpoint covers " + checkpoint.size() + ": it was changed.");
    }

    private static boolean report(
            Arguments arguments,
            Terminal terminal,
            ProvedLedger ledger,
            Optional<Path> export,
            Optional<ExportManifest> manifest,
            Optional<String> problem) {
        boolean proved = ledger.report().ok() && problem.isEmpty();
        if (arguments.has(Option.JSON)) {
            ObjectNode json = Json.of(ledger.report());
            json.put("proved", proved);
            json.put("origin", ledger.checkpoint().origin());
            json.put("key", ledger.key().toString());
            json.putObject("checkpoint")
                    .put("size", ledger.checkpoint().size())
                    .put("root", ledger.checkpoint().root().base64());
            json.put(
                    "checkpointsKeptElsewhere", arguments.all(Option.CHECKPOINT).size());
            arguments.all(Option.ARCHIVE).forEach(archive -> json.put("archive", archive));
            export.ifPresent(file -> json.putObject("export")
                    .put("file", file.toString())
                    .put("proved", problem.isEmpty())
                    .put("problem", problem.orElse(""))
                    .put("rows", manifest.map(ExportManifest::rows).orElse(0L))
                    .put("ledgerSize", manifest.map(ExportManifest::ledgerSize).orElse(0L))
                    .set(
                            "filters",
                            Json.of(manifest.map(ExportManifest::filters).orElse(Collections.emptySortedMap()))));
            terminal.say(Json.text(json));
        } else {
            lines(arguments, terminal, ledger, export, manifest, problem);
            terminal.say("Result      " + (proved ? "everything proves" : "NOT EVERYTHING PROVES"));
        }
        return proved;
    }

    private static void lines(
            Arguments arguments,
            Terminal terminal,
            ProvedLedger ledger,
            Optional<Path> export,
            Optional<ExportManifest> manifest,
            Optional<String> problem) {
        VerificationReport report = ledger.report();
        terminal.say("Ledger      " + Shown.plain(arguments.directory().toString()));
        terminal.say("Key         " + ledger.key());
        terminal.say(String.format(
                Locale.ROOT,
                "Checkpoint  %,d entries, root %s",
                ledger.checkpoint().size(),
                ledger.checkpoint().root().base64()));
        arguments.all(Option.ARCHIVE).forEach(archive -> terminal.say("Archive     " + Shown.plain(archive)));
        String ranges = report.proved().stream().map(Object::toString).collect(Collectors.joining(", "));
        terminal.say(String.format(
                Locale.ROOT, "Entries     %,d read; proved: %s", report.entries(), ranges.isEmpty() ? "none" : ranges));
        if (report.unsigned() > 0) {
            terminal.say("            " + report.unsigned()
                    + " at the end are not covered by a checkpoint yet; they are only chained to each other");
        }
        int kept = arguments.all(Option.CHECKPOINT).size();
        terminal.say("Elsewhere   "
                + (kept == 0
                        ? "not held against a checkpoint kept elsewhere (--checkpoint FILE): whoever has the key could"
                                + " have rewritten everything"
                        : "held against " + kept + (kept == 1 ? " checkpoint" : " checkpoints") + " kept elsewhere"));
        report.notices().forEach(notice -> terminal.say("Notice      " + Shown.plain(notice)));
        export.ifPresent(file -> terminal.say("Export      " + Shown.plain(file.toString()) + ": "
                + problem.map(Shown::plain).orElse("exactly what the ledger has")));
        // Nobody signs a manifest: what the rows are an answer to is for the reader to judge.
        manifest.ifPresent(its -> terminal.say(String.format(
                Locale.ROOT,
                "            says: %,d rows, of the first %,d entries; filters: %s",
                its.rows(),
                its.ledgerSize(),
                its.filters().isEmpty()
                        ? "none"
                        : Shown.plain(Json.of(its.filters()).toString()))));
        report.findings().forEach(finding -> terminal.say("Finding     " + Shown.plain(finding.toString())));
    }
}
