package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import io.jenkins.plugins.deploymentledger.core.ledger.query.EventTypes;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryLimits;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryParser;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryRequest;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** Reads a query from the command line. */
final class Filters {

    /** The options that make a query. */
    static final Set<Option> OPTIONS = EnumSet.of(
            Option.FROM,
            Option.TO,
            Option.EVENT,
            Option.OPERATED_BY_ID,
            Option.OPERATED_BY,
            Option.TARGET_ID,
            Option.TARGET,
            Option.ADDRESS,
            Option.ZONE);

    private final Arguments arguments;
    private final ZoneId zone;
    private final QueryRequest request;

    Filters(Arguments arguments) throws UsageException, InvalidQueryException {
        this.arguments = arguments;
        this.zone = zone(arguments);
        this.request = parse(EventTypes.any());
    }

    QueryRequest request() {
        return request;
    }

    ZoneId zone() {
        return zone;
    }

    /**
     * After nothing was found: makes sure that the types of event that were asked for do occur, since a mistyped one would
     * read as innocence.
     */
    void checkEvents(LedgerReader reader) throws InvalidQueryException, IOException {
        if (!arguments.has(Option.EVENT)) {
            return;
        }
        Set<String> types = new TreeSet<>();
        try (EntryCursor cursor = reader.ascending(reader.firstSequence(), reader.endSequence())) {
            while (cursor.next()) {
                types.add(cursor.entry().event().name());
            }
        }
        parse(EventTypes.of(types));
    }

    private QueryRequest parse(EventTypes types) throws InvalidQueryException {
        return new QueryParser(QueryLimits.AUDIT, types, Clock.systemUTC(), zone).parse(arguments.parameters());
    }

    private static ZoneId zone(Arguments arguments) throws UsageException {
        String name = arguments.one(Option.ZONE).orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new UsageException("--zone: There is no such time zone. Write one as Europe/Paris or UTC.");
        }
    }
}
