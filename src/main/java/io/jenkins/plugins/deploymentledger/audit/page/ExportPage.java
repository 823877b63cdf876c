package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.rest.TrailDownload;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import java.io.IOException;
import java.time.ZoneId;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** Where an export begins: what it would have, and the ways to download it. */
@Restricted(NoExternalUse.class)
public final class ExportPage {

    private final LedgerQuery query;
    private final ZoneId zone;
    private final long rows;
    private final String problem;

    private ExportPage(LedgerQuery query, ZoneId zone, long rows, String problem) {
        this.query = query;
        this.zone = zone;
        this.rows = rows;
        this.problem = problem;
    }

    static ExportPage of(StaplerRequest2 request, ZoneId zone) {
        try (OpenTrail trail = TrailReading.open()) {
            LedgerQuery query = TrailDownload.query(TrailQueries.parameters(request), zone);
            return new ExportPage(query, zone, trail.count(query), null);
        } catch (InvalidQueryException e) {
            return new ExportPage(LedgerQuery.EVERYTHING, zone, 0, e.getMessage());
        } catch (IOException e) {
            throw new TrailUnreadableException(e);
        }
    }

    /** What is wrong with the request; null if nothing is. */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    /** How many rows it would have now. */
    public long getRows() {
        return rows;
    }

    /** The filters, which are not to be changed here. */
    @NonNull
    public TrailFilters getFilters() {
        return new TrailFilters(query, TrailLink.of(query), zone);
    }

    /** The filters and the very period as the query part of a URL. */
    @NonNull
    public String getLink() {
        return TrailLink.of(query).toString();
    }

    /** The period in the zone of who reads, to the minute. */
    @NonNull
    public String getPeriod() {
        Period period = query.period().orElseThrow();
        return ShownTime.minute(period.from(), zone) + " – " + ShownTime.minute(period.to(), zone);
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }
}
