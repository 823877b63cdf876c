package io.jenkins.plugins.deploymentledger.core.ledger.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people may write as a query, and what they are told when it cannot be understood. */
class QueryParserTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final EventTypes TYPES = EventTypes.of(List.of("user.deleted", "user.created", "node.offline"));

    private static QueryParser parser(String now) {
        return new QueryParser(QueryLimits.PAGE, TYPES, Clock.fixed(Instant.parse(now), PARIS), PARIS);
    }

    private static Map<String, List<String>> parameters(String... namesAndValues) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.merge(namesAndValues[i], List.of(namesAndValues[i + 1]), (a, b) -> {
                List<String> both = new java.util.ArrayList<>(a);
                both.addAll(b);
                return both;
            });
        }
        return parameters;
    }

    private static LedgerQuery query(String... namesAndValues) throws InvalidQueryException {
        return parser("2026-11-08T08:00:00Z").parse(parameters(namesAndValues)).query();
    }

    @Test
    void thePageOpensOnTheLastSevenDaysExactlyToTheMinute() throws InvalidQueryException {
        Period period = query().period().orElseThrow();
        assertEquals(Instant.parse("2026-11-01T08:00:00Z"), period.from());
        assertEquals(Instant.parse("2026-11-08T08:00:00Z"), period.to());
    }

    @Test
    void whatHappenedInThisMinuteIsInside() throws InvalidQueryException {
        Period period =
                parser("2026-11-08T08:00:31Z").parse(Map.of()).query().period().orElseThrow();
        assertThat(period.contains(Instant.parse("2026-11-08T08:00:31Z")), is(true));
        assertEquals(Duration.ofDays(7), period.length());
    }

    @Test
    void aDateAsEndIncludesThatDayInTheUsersZone() throws InvalidQueryException {
        Period period = query("from", "2026-10-24", "to", "2026-10-25").period().orElseThrow();
        assertEquals(Instant.parse("2026-10-23T22:00:00Z"), period.from());
        // Summer time ends on this day: it has 25 hours.
        assertEquals(Instant.parse("2026-10-25T23:00:00Z"), period.to());
    }

    @Test
    void timesMayHaveAnOffsetOrNot() throws InvalidQueryException {
        assertEquals(
                query("from", "2026-11-07T09:00", "to", "2026-11-07T10:00:30").period(),
                query("from", "2026-11-07T08:00:00Z", "to", "2026-11-07T10:00:30+01:00")
                        .period());
    }

    @Test
    void theOrderOfFiltersDoesNotMatter() throws InvalidQueryException {
        LedgerQuery one = query("target", "a", "target", "B", "address", "10.0.0.0/8", "event", "user.*");
        LedgerQuery other = query("event", "user.*", "address", "10.0.0.0/8", "target", "b", "target", "a");
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void aQueryIsReadBackFromItsParameters() throws InvalidQueryException {
        LedgerQuery query = query(
                "event",
                "user.deleted",
                "event",
                "node.*",
                "operatedById",
                "ana",
                "operatedBy",
                "Ana*",
                "targetId",
                "a/b",
                "target",
                "*x*",
                "address",
                "2001:db8::/32",
                "address",
                "203.0.113.7");
        assertEquals(
                query,
                parser("2027-01-01T00:00:00Z").parse(query.toParameters()).query());
    }

    @Test
    void aCursorContinuesItsOwnQueryOnly() throws InvalidQueryException {
        LedgerQuery query = query("target", "a");
        String cursor = Cursor.before(42).text(query);
        QueryRequest request =
                parser("2026-11-08T08:00:00Z").parse(parameters("target", "a", "cursor", cursor, "size", "10"));
        assertEquals(Optional.of(42L), request.cursor().map(Cursor::before));
        assertEquals(10, request.size());
        InvalidQueryException e =
                assertThrows(InvalidQueryException.class, () -> query("target", "b", "cursor", cursor));
        assertThat(e.getMessage(), containsString("belongs to other filters"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            operatdBy    | ana                           | operatdBy   | Did you mean 'operatedBy'?
            q            | ana                           | q           | Use one of from, to, event
            from         | yesterday                     | from        | 'yesterday' is not a time. Write a date (2026-11-08)
            from         | 2026-02-30                    | from        | is not a time
            to           | 2026-11-08 09:00              | to          | is not a time
            to           | 2026-11-08T25:00              | to          | is not a time
            from         | 2026-11-09                    | from        | Swap 'from' and 'to'.
            from         | 2026-08-01                    | from        | longer than 90 days. Begin at 2026-08-10T08:00:00Z or later
            event        | user.deletd                   | event       | Did you mean 'user.deleted'?
            event        | item.*                        | event       | Look it up in the catalogue of events.
            event        | User Deleted                  | event       | Write a type as 'user.deleted'
            event        | *                             | event       | is not written as a type of event
            operatedBy   | ` `                           | operatedBy  | The filter is empty.
            address      | localhost                     | address     | is not an IP address or network. Write an address
            address      | 10.0.0.256                    | address     | is not an IP address
            address      | 010.0.0.1                     | address     | is not an IP address
            address      | 10.0.0                        | address     | is not an IP address
            address      | 10.0.0.1/33                   | address     | is not an IP address
            address      | 10.0.0.1/                     | address     | is not an IP address
            address      | ::1/129                       | address     | is not an IP address
            address      | fe80::1%eth0                  | address     | is not an IP address
            address      | 10.1.2.3/8                    | address     | Write '10.0.0.0/8' for the network
            address      | 2001:db8::1/32                | address     | Write '2001:db8:0:0:0:0:0:0/32' for the network
            cursor       | !!                            | cursor      | Leave it out to begin with the newest entry.
            cursor       | AAAA                          | cursor      | not a cursor that a page gave out
            cursor       | AQAAAAAAAAAAAAAAAAAAAAA       | cursor      | belongs to other filters
            size         | 0                             | size        | Write a number from 1 to 1000.
            size         | 1001                          | size        | Write a number from 1 to 1000.
            size         | ten                           | size        | Write a number from 1 to 1000.
            """)
    void badInputIsAnErrorThatNamesTheFieldAndTheRemedy(String name, String value, String field, String text) {
        InvalidQueryException e = assertThrows(InvalidQueryException.class, () -> query(name, value));
        assertEquals(field, e.field());
        assertThat(e.getMessage(), allOf(startsWith(field + ": "), containsString(text)));
    }

    @Test
    void aSingleParameterGivenTwiceIsAnError() {
        InvalidQueryException e =
                assertThrows(InvalidQueryException.class, () -> query("from", "2026-11-01", "from", "2026-11-02"));
        assertThat(e.getMessage(), containsString("Give it once."));
    }

    @Test
    void theNumberAndLengthOfFiltersIsBounded() {
        InvalidQueryException many = assertThrows(InvalidQueryException.class, () -> parser("2026-11-08T08:00:00Z")
                .parse(Map.of("target", Collections.nCopies(201, "a"))));
        assertThat(many.getMessage(), containsString("Use at most 200."));
        InvalidQueryException longOne =
                assertThrows(InvalidQueryException.class, () -> query("target", "a".repeat(1_025)));
        assertThat(longOne.getMessage(), containsString("Use at most 1024"));
    }

    @Test
    void inputIsShownWithoutActingOnTheTerminal() {
        InvalidQueryException e =
                assertThrows(InvalidQueryException.class, () -> query("from", "\u001b[2J\u202e\n" + "x".repeat(100)));
        assertThat(e.getMessage(), containsString("'\\u001b[2J\\u202e\\u000axxx"));
        assertThat(e.getMessage().length() < 300, is(true));
    }

    @Test
    void anAuditorSearchesAllTimesUnlessToldOtherwise() throws InvalidQueryException {
        QueryParser audit = new QueryParser(
                QueryLimits.AUDIT, EventTypes.any(), Clock.fixed(Instant.parse("2026-11-08T08:00:00Z"), PARIS), PARIS);
        assertEquals(Optional.empty(), audit.parse(Map.of()).query().period());
        LedgerQuery until = audit.parse(parameters("to", "2020-01-01")).query();
        assertThat(until.period().orElseThrow().contains(Instant.parse("1999-01-01T00:00:00Z")), is(true));
        assertEquals(until, audit.parse(until.toParameters()).query());
    }
}
