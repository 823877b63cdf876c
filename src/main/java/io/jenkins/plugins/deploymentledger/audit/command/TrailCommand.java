package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.args4j.Option;

/**
 * A command with the filters of the trail as options: those of its URLs, and by their other names those of the offline verifier.
 */
public abstract class TrailCommand extends AuditCommand {

    @Option(name = "--from", metaVar = "TIME", usage = "trail.from")
    private String from;

    @Option(name = "--to", metaVar = "TIME", usage = "trail.to")
    private String to;

    @Option(name = "--last", metaVar = "SPAN", usage = "trail.last")
    private String last;

    @Option(name = "--event", metaVar = "TYPE", usage = "trail.event")
    private List<String> events = new ArrayList<>();

    @Option(name = "--category", metaVar = "CATEGORY", usage = "trail.category")
    private List<String> categories = new ArrayList<>();

    @Option(name = "--actor-id", aliases = "--operated-by-id", metaVar = "ID", usage = "trail.actor-id")
    private List<String> actorIds = new ArrayList<>();

    @Option(name = "--actor", aliases = "--operated-by", metaVar = "NAME", usage = "trail.actor")
    private List<String> actors = new ArrayList<>();

    @Option(name = "--target-id", metaVar = "ID", usage = "trail.target-id")
    private List<String> targetIds = new ArrayList<>();

    @Option(name = "--target", metaVar = "NAME", usage = "trail.target")
    private List<String> targets = new ArrayList<>();

    @Option(name = "--ip", aliases = "--address", metaVar = "ADDRESS", usage = "trail.ip")
    private List<String> addresses = new ArrayList<>();

    @Option(name = "--zone", metaVar = "ZONE", usage = "trail.zone")
    private String zone = "UTC";

    /** What the options ask for. */
    @NonNull
    final TrailRequest request() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        put(parameters, "from", from);
        put(parameters, "to", to);
        put(parameters, "last", last);
        parameters.put("event", events);
        parameters.put("category", categories);
        parameters.put("actorId", actorIds);
        parameters.put("actor", actors);
        parameters.put("targetId", targetIds);
        parameters.put("target", targets);
        parameters.put("ip", addresses);
        page(parameters);
        parameters.values().removeIf(List::isEmpty);
        try {
            return TrailQueries.parse(parameters, zone());
        } catch (InvalidQueryException e) {
            throw new IllegalArgumentException(option(e.field()) + ": " + e.explanation(), e);
        }
    }

    /** Adds the parameters of a page, for commands that answer with one. */
    void page(@NonNull Map<String, List<String>> parameters) {
        // Most have no pages.
    }

    static void put(Map<String, List<String>> parameters, String name, String value) {
        if (value != null) {
            parameters.put(name, List.of(value));
        }
    }

    /** The zone in which times are read and written. */
    @NonNull
    final ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--zone: There is no such time zone. Write one as Europe/Paris or UTC.", e);
        }
    }

    /** The option that sets a parameter: {@code --actor-id} for {@code actorId}. */
    private static String option(String parameter) {
        return "--" + parameter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Override
    @NonNull
    String exits() {
        return Messages.TrailCommand_exits();
    }
}
