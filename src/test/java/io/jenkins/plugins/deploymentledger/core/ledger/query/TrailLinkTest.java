package io.jenkins.plugins.deploymentledger.core.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A link leads back to the very query that it was made of. */
class TrailLinkTest {

    private static final TrailParameters PARAMETERS = new TrailParameters(
            QueryLimits.PAGE,
            EventTypes.any(),
            Clock.fixed(Instant.parse("2026-11-08T09:00:30Z"), ZoneOffset.UTC),
            ZoneOffset.UTC);

    private static TrailRequest follow(TrailLink link) throws InvalidQueryException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : link.toString().substring(1).split("&")) {
            String[] parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return PARAMETERS.parse(parameters);
    }

    private static LedgerQuery query() throws InvalidQueryException {
        return PARAMETERS
                .parse(Map.of(
                        "event", List.of("user.deleted", "user.token.*"),
                        "category", List.of("item"),
                        "actor", List.of("=cmd|'/c calc'!A1 & <b>", "Zoë \u202e ?#%+"),
                        "ip", List.of("10.0.0.0/8"),
                        "target", List.of("a b*")))
                .query();
    }

    @Test
    void aLinkIsReadBackAsTheSameQuery() throws InvalidQueryException {
        assertEquals(query(), follow(TrailLink.of(query())).query());
    }

    @Test
    void oneThingIsAddedOrTakenAway() throws InvalidQueryException {
        TrailLink link = TrailLink.of(query());
        assertEquals(
                link.toString(), link.with("actor", "x").without("actor", "x").toString());
        assertEquals(List.of("item"), link.parameters().get("category"));
        assertEquals(
                LedgerQuery.builder()
                        .accept(FilterKind.TARGET, TextFilter.of("x"))
                        .period(query().period().orElseThrow())
                        .build(),
                follow(link.without("event")
                                .without("category")
                                .without("actor")
                                .without("ip")
                                .set("target", "x"))
                        .query());
        assertEquals(
                Instant.parse("2026-11-08T08:01:00Z"),
                follow(link.last("60m")).query().period().orElseThrow().from());
        Period period = new Period(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));
        assertEquals(
                period, follow(link.last("60m").during(period)).query().period().orElseThrow());
    }
}
