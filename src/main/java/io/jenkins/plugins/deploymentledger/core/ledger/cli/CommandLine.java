package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Nearest;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the command, runs it, and turns what goes wrong into a message and an exit status. */
final class CommandLine {

    static final int PROVED = 0;
    static final int NOT_PROVED = 1;
    static final int WRONG_USAGE = 2;

    private final Terminal terminal;
    private final Map<String, Command> commands = new LinkedHashMap<>();

    CommandLine(Terminal terminal) {
        this.terminal = terminal;
        commands.put("verify", new VerifyCommand());
        commands.put("query", new QueryCommand());
        commands.put("export", new ExportCommand());
        commands.put("stats", new StatsCommand());
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            terminal.note(help());
            return WRONG_USAGE;
        }
        String name = arguments.get(0);
        if (List.of("help", "--help", "-h").contains(name)) {
            terminal.say(help());
            return PROVED;
        }
        try {
            Command command = commands.get(name);
            if (command == null) {
                throw new UsageException("There is no command " + Shown.quoted(name) + ". "
                        + Nearest.to(name, commands.keySet())
                                .map(nearest -> "Did you mean " + nearest + "?")
                                .orElse("Use one of " + String.join(", ", commands.keySet()) + '.'));
            }
            List<String> rest = arguments.subList(1, arguments.size());
            if (rest.contains("--help")) {
                terminal.say(help(name, command));
                return PROVED;
            }
            return command.run(new Arguments(rest, command.options()), terminal) ? PROVED : NOT_PROVED;
        } catch (UsageException e) {
            terminal.note(e.getMessage());
            return WRONG_USAGE;
        } catch (InvalidQueryException e) {
            String field = Option.ofParameter(e.field()).map(Option::written).orElse(e.field());
            terminal.note(field + ": " + e.explanation());
            return WRONG_USAGE;
        } catch (LedgerAlarmException e) {
            e.findings().forEach(finding -> terminal.note(Shown.plain(finding.toString())));
            if (arguments.contains(Option.JSON.written())) {
                terminal.say(Json.text(Json.of(VerificationReport.of(e.findings()))));
            }
            return NOT_PROVED;
        } catch (AccessDeniedException e) {
            terminal.note("No permission for " + Shown.plain(String.valueOf(e.getFile()))
                    + ". Run this as a user who may read the ledger, or on a copy.");
            return NOT_PROVED;
        } catch (NoSuchFileException e) {
            terminal.note("There is no file " + Shown.plain(String.valueOf(e.getFile())) + '.');
            return NOT_PROVED;
        } catch (FileSystemException e) {
            terminal.note(Shown.plain("The file " + e.getFile() + " cannot be used: "
                    + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason())));
            return NOT_PROVED;
        } catch (IOException e) {
            terminal.note(Shown.plain(e.getMessage() == null ? e.toString() : e.getMessage()));
            return NOT_PROVED;
        }
    }

    private String help() {
        StringBuilder help = new StringBuilder("Usage: java -jar deployment-ledger.jar COMMAND DIR [OPTIONS]\n\n");
        commands.forEach((name, command) -> help.append(String.format("  %-8s %s%n", name, command.summary())));
        return help.append(
                        "\nEvery command proves the ledger in DIR first, and changes nothing there. Options: COMMAND --help\n")
                .append("Exit status: 0 everything proves, 1 something does not, 2 the command line is wrong\n\n")
                .append(
                        "A proof shows that the entries are those that the key signed. Whoever holds the key can sign a history\n")
                .append("that never happened: only a checkpoint kept elsewhere (--checkpoint FILE) shows that.")
                .toString();
    }

    private static String help(String name, Command command) {
        StringBuilder help = new StringBuilder("Usage: java -jar deployment-ledger.jar ")
                .append(name)
                .append(" DIR [OPTIONS]\n\n")
                .append(command.summary())
                .append("\n\n");
        command.options().forEach(option -> help.append(option.help()));
        return help.append("\nFilters of one kind widen, filters of different kinds narrow.")
                .toString();
    }
}
