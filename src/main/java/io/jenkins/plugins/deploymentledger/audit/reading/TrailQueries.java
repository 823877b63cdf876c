package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EventTypes;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryLimits;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.StaplerRequest2;

/** Reads what a request asks of the trail; page, REST and commands read it here, so that they cannot disagree. */
public final class TrailQueries {

    private TrailQueries() {}

    /**
     * Reads parameters.
     *
     * @param parameters names and values
     * @param zone in which times without an offset are understood
     * @throws InvalidQueryException if anything is not understood or not allowed
     */
    @NonNull
    public static TrailRequest parse(@NonNull Map<String, List<String>> parameters, @NonNull ZoneId zone)
            throws InvalidQueryException {
        EventTypes types = EventTypes.of(
                EventCatalogue.all().stream().map(event -> event.type().name()).toList());
        return new TrailParameters(QueryLimits.PAGE, types, Clock.systemUTC(), zone).parse(parameters);
    }

    /** The parameters of a request. */
    @NonNull
    public static Map<String, List<String>> parameters(@NonNull StaplerRequest2 request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        return parameters;
    }
}
