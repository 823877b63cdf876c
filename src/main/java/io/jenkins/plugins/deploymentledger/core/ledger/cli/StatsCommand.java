package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says how much of what is in a ledger. */
final class StatsCommand implements Command {

    private static final int MOST_ACTIVE = 10;

    @Override
    public Set<Option> options() {
        return ProvedLedger.OPTIONS;
    }

    @Override
    public String summary() {
        return "Count the entries by type of event and by who acted, and say how much room they take";
    }

    @Override
    public boolean run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        try (ProvedLedger ledger = ProvedLedger.open(arguments, terminal, List.of())) {
            LedgerReader reader = ledger.reader();
            Tally events = new Tally();
            Tally operators = new Tally();
            Instant earliest = Instant.MAX;
            Instant latest = Instant.MIN;
            long entries = 0;
            try (EntryCursor cursor = reader.ascending(reader.firstSequence(), reader.endSequence());
                    ProgressBar bar = terminal.progress("Counting", reader.endSequence() - reader.firstSequence())) {
                while (cursor.next()) {
                    AuditEntry entry = cursor.entry();
                    events.add(entry.event().name());
                    operators.add(entry.operatedBy().id());
                    earliest = entry.time().isBefore(earliest) ? entry.time() : earliest;
                    latest = entry.time().isAfter(latest) ? entry.time() : latest;
                    bar.done(++entries);
                }
            }
            long bytes = 0;
            for (SegmentReader segment : reader.segments()) {
                bytes += Files.size(segment.file());
            }
            boolean proved = ledger.explain(terminal);
            ObjectNode json = Json.object();
            json.put("proved", proved);
            json.put("entries", entries).put("first", reader.firstSequence()).put("end", reader.endSequence());
            json.put("earliest", entries == 0 ? null : earliest.toString());
            json.put("latest", entries == 0 ? null : latest.toString());
            json.put("segments", reader.segments().size()).put("segmentBytes", bytes);
            put(json.putObject("events"), events.most(Integer.MAX_VALUE));
            put(json.putObject("operatedById"), operators.most(MOST_ACTIVE));
            if (arguments.has(Option.JSON)) {
                terminal.say(Json.text(json));
            } else {
                lines(json, terminal);
            }
            return proved;
        }
    }

    private static void put(ObjectNode json, Map<String, Long> counts) {
        counts.forEach(json::put);
    }

    private static void lines(ObjectNode json, Terminal terminal) {
        terminal.say(String.format(
                Locale.ROOT,
                "Entries     %,d, from %d on",
                json.get("entries").longValue(),
                json.get("first").longValue()));
        terminal.say("Time        " + json.get("earliest").asText("-") + " to "
                + json.get("latest").asText("-"));
        terminal.say(String.format(
                Locale.ROOT,
                "Room        %,d bytes in %d segments",
                json.get("segmentBytes").longValue(),
                json.get("segments").intValue()));
        for (Map.Entry<String, String> part :
                List.of(Map.entry("events", "Events"), Map.entry("operatedById", "Most active"))) {
            String heading = part.getValue();
            for (Map.Entry<String, JsonNode> count : json.get(part.getKey()).properties()) {
                terminal.say(String.format(
                        Locale.ROOT,
                        "%-11s %,12d  %s",
                        heading,
                        count.getValue().longValue(),
                        count.getKey().isEmpty() ? "-" : Shown.plain(count.getKey())));
                heading = "";
            }
        }
    }
}
