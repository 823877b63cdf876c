package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A piece of a text of others, which may lead to the entries of what it names.
 *
 * @param text as it may stand on a page
 * @param link the filter as the query part of a URL; empty if it leads nowhere
 */
@Restricted(NoExternalUse.class)
public record LinkedText(@NonNull String text, @NonNull String link) {

    private static final String REACH = "90d";

    /** A build behind the type of a cause, as {@link io.jenkins.plugins.deploymentledger.audit.actor.BuildInitiator#chain} writes it. */
    private static final Pattern UPSTREAM = Pattern.compile("(?:^|, |\\()\\w+ (\\S[^#]*#\\d+)(?=$|,| \\(|\\))");

    /** A text that leads nowhere. */
    static List<LinkedText> plain(String text) {
        return List.of(new LinkedText(text, ""));
    }

    /** A chain of causes, in which each upstream build leads to its entries. */
    static List<LinkedText> causes(String chain) {
        List<LinkedText> pieces = new ArrayList<>();
        Matcher upstream = UPSTREAM.matcher(chain);
        int end = 0;
        while (upstream.find()) {
            pieces.add(new LinkedText(Shown.lines(chain.substring(end, upstream.start(1))), ""));
            pieces.add(new LinkedText(Shown.plain(upstream.group(1)), entries(upstream.group(1))));
            end = upstream.end();
        }
        pieces.add(new LinkedText(Shown.lines(chain.substring(end)), ""));
        return pieces;
    }

    private static String entries(String build) {
        return TrailLink.of(LedgerQuery.EVERYTHING)
                .last(REACH)
                .with("targetId", build)
                .toString();
    }
}
