package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerSearch;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Page;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows the entries that answer, a page at a time. */
final class QueryCommand implements Command {

    private static final int COUNTED = 10_000;

    @Override
    public Set<Option> options() {
        Set<Option> options = EnumSet.copyOf(ProvedLedger.OPTIONS);
        options.addAll(Filters.OPTIONS);
        options.addAll(List.of(Option.SIZE, Option.CURSOR));
        return options;
    }

    @Override
    public String summary() {
        return "Show the entries that pass the filters, newest first, a page at a time";
    }

    @Override
    public boolean run(Arguments arguments, Terminal terminal)
            throws UsageException, InvalidQueryException, IOException {
        Filters filters = new Filters(arguments);
        QueryRequest request = filters.request();
        try (ProvedLedger ledger = ProvedLedger.open(arguments, terminal, List.of())) {
            Page page;
            BoundedCount count;
            try (ProgressBar bar =
                    terminal.progress("Searching", ledger.checkpoint().size())) {
                LedgerSearch search = ledger.search(bar::done);
                page = search.page(request.query(), request.cursor(), request.size());
                count = search.count(request.query(), COUNTED);
            }
            if (count.value() == 0) {
                filters.checkEvents(ledger.reader());
            }
            Optional<String> next = page.next().map(cursor -> cursor.text(request.query()));
            boolean proved = ledger.explain(terminal);
            if (arguments.has(Option.JSON)) {
                ObjectNode json = Json.object();
                json.put("proved", proved);
                json.putObject("count").put("value", count.value()).put("complete", count.complete());
                json.put("next", next.orElse(null));
                json.putArray("entries");
                for (AuditEntry entry : page.entries()) {
                    json.withArray("entries").add(Json.of(entry));
                }
                terminal.say(Json.text(json));
            } else {
                new EntryTable(filters.zone()).lines(page.entries()).forEach(terminal::say);
                terminal.say(page.entries().size() + " of " + count + " entries"
                        + next.map(cursor -> "; the next page: --cursor=" + cursor)
                                .orElse(""));
            }
            return proved;
        }
    }
}
