package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.Halt;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutOptions;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;

/** Says by which rules a run goes on, or why it did not, in the reader's language. */
final class OutlookText {

    private OutlookText() {}

    /** One line; empty where there are no rules but the usual. */
    @NonNull
    static String of(RolloutSnapshot.Outlook outlook, boolean underWay, Instant now) {
        List<String> parts = new ArrayList<>();
        RolloutOptions options = outlook.options();
        int batches = options.batches().size();
        if (batches > 1) {
            parts.add(Messages.OutlookText_batch(outlook.batch(), batches, outlook.bound()));
        }
        Halt halt = outlook.halt();
        if (halt != null) {
            parts.add(of(halt));
        } else if (underWay) {
            ZoneId zone = options.windows().zone();
            if (!options.windows().isOpen(now)) {
                options.windows()
                        .nextOpening(now)
                        .ifPresent(opening -> parts.add(Messages.OutlookText_waits(moment(opening, zone))));
            }
            Instant endBy = options.endBy();
            if (endBy != null) {
                parts.add(Messages.OutlookText_endsBy(moment(endBy, ZoneId.systemDefault())));
            }
        }
        return String.join(" · ", parts);
    }

    private static String moment(Instant at, ZoneId zone) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .format(at.atZone(zone)) + " " + zone.getId();
    }

    @NonNull
    static String of(Halt halt) {
        return switch (halt) {
            case TOO_MANY_FAILURES -> Messages.Halt_TOO_MANY_FAILURES();
            case BATCH_FAILED -> Messages.Halt_BATCH_FAILED();
            case EXPIRED -> Messages.Halt_EXPIRED();
        };
    }
}
