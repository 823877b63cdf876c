package io.jenkins.plugins.deploymentledger.core.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a URL of the audit trail asks for, and what it is told when it asks for what there is not. */
class TrailParametersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-08T09:00:00Z"), ZoneOffset.UTC);
    private static final TrailParameters PARAMETERS = new TrailParameters(
            QueryLimits.PAGE,
            EventTypes.of(List.of("user.deleted", "user.created", "item.deleted")),
            CLOCK,
            ZoneId.of("Europe/Paris"));

    private static TrailRequest parse(String... pairs) throws InvalidQueryException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], Arrays.asList(pairs[i + 1].split("\\|", -1)));
        }
        return PARAMETERS.parse(parameters);
    }

    @Test
    void withoutAnythingItIsTheLastSevenDaysToTheMinute() throws InvalidQueryException {
        Period period = parse().query().period().orElseThrow();
        assertEquals(Instant.parse("2026-11-01T09:00:00Z"), period.from());
        assertEquals(Instant.parse("2026-11-08T09:00:00Z"), period.to());
        assertEquals(50, parse().limit());
        assertEquals(parse(), parse("last", "7d"));
        assertEquals(parse(), parse("actor", "", "from", " ", "to", ""), "Empty fields of a form are not given");
    }

    @Test
    void everyParameterReachesTheQuery() throws InvalidQueryException {
        TrailRequest request = parse(
                "from", "2026-11-01T10:00",
                "to", "2026-11-02T10:00:00Z",
                "event", "user.deleted",
                "category", "item",
                "actorId", "ana|ben",
                "actor", "Ana*",
                "targetId", "x",
                "target", "y",
                "ip", "10.0.0.0/8|203.0.113.7",
                "before", "4711",
                "limit", "10");
        assertEquals(
                "{address=[10.0.0.0/8, 203.0.113.7], event=[item.*, user.deleted], from=[2026-11-01T09:00:00Z],"
                        + " operatedBy=[Ana*], operatedById=[ana, ben], target=[y], targetId=[x],"
                        + " to=[2026-11-02T10:00:00Z]}",
                request.query().toString());
        assertEquals(OptionalLong.of(4711), request.before());
        assertEquals(OptionalLong.empty(), request.after());
        assertEquals(10, request.limit());
        assertEquals(OptionalLong.of(0), parse("after", "0").after());
    }

    @Test
    void textsOfEntriesAreAskedForWithTheBlanksAroundThem() throws InvalidQueryException {
        LedgerQuery query = parse(
                        "actorId", " ana",
                        "actor", "Ana ",
                        "targetId", "x ",
                        "target", " y ",
                        "event", " user.deleted ",
                        "limit", " 10 ")
                .query();
        assertEquals(
                Map.of(
                        FilterKind.OPERATED_BY_ID, Set.of(TextFilter.of(" ana")),
                        FilterKind.OPERATED_BY, Set.of(TextFilter.of("Ana ")),
                        FilterKind.TARGET_ID, Set.of(TextFilter.of("x ")),
                        FilterKind.TARGET, Set.of(TextFilter.of(" y ")),
                        FilterKind.EVENT, Set.of(TextFilter.of("user.deleted"))),
                query.texts());
        assertEquals(
                parse("actorId", "ana").query(),
                parse("actorId", "ana", "target", " ").query(),
                "Blanks alone are no text");
    }

    @Test
    void everyKindOfFilterHasAParameter() {
        for (FilterKind kind : FilterKind.values()) {
            assertTrue(TrailParameters.names().contains(TrailParameters.name(kind)), kind.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "actorID, x, actorID, Did you mean 'actorId'?",
        "operatedBy, x, operatedBy, no such parameter",
        "from, yesterday, from, 2026-11-08T09:00",
        "last, 7, last, '90m'",
        "last, 91d, last, longer than 90 days",
        "last, 7d|8d, last, Give it once",
        "last, 999999d, last, longer than 90 days",
        "event, user.delted, event, Did you mean 'user.deleted'?",
        "category, usr, category, no type of event",
        "category, User, category, no category",
        "ip, 10.0.0, ip, not an IP address",
        "ip, 10.0.0.1/8, ip, 10.0.0.0/8",
        "before, x, before, number of an entry",
        "after, -1, after, number of an entry",
        "limit, 0, limit, 1 to 1000",
        "limit, 1001, limit, 1 to 1000",
    })
    void anErrorNamesTheFieldAsItWasWrittenAndTheRemedy(String name, String value, String field, String remedy) {
        InvalidQueryException error =
                assertThrows(InvalidQueryException.class, () -> parse(name, value.replaceAll("^'|'$", "")));
        assertEquals(field, error.field());
        assertTrue(error.explanation().contains(remedy), error.explanation());
    }

    @Test
    void contradictionsAreErrors() {
        assertEquals(
                "last",
                assertThrows(InvalidQueryException.class, () -> parse("last", "7d", "from", "2026-11-01"))
                        .field());
        assertEquals(
                "after",
                assertThrows(InvalidQueryException.class, () -> parse("before", "7", "after", "8"))
                        .field());
        assertEquals(
                "from",
                assertThrows(InvalidQueryException.class, () -> parse("from", "2026-01-01"))
                        .field());
    }
}
