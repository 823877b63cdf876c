package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.Functions;
import io.jenkins.plugins.deploymentledger.audit.delivery.SinkDelivery;
import io.jenkins.plugins.deploymentledger.audit.delivery.SinkLine;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What proves the trail: its last verification, its newest checkpoint, its key, and what has left it. */
@Restricted(NoExternalUse.class)
public final class IntegrityPage {

    private final ZoneId zone;
    private final LastVerification verification;
    private final String checkpoint;
    private final String key;
    private final long first;
    private final long end;
    private final long bytes;

    private IntegrityPage(LastVerification verification, OpenTrail trail, ZoneId zone) throws IOException {
        this.zone = zone;
        this.verification = verification;
        this.checkpoint = new String(trail.ledger().sign(trail.checkpoint()), StandardCharsets.UTF_8);
        this.key = trail.ledger().verifier().toString();
        this.first = trail.firstSequence();
        this.end = trail.endSequence();
        this.bytes = trail.bytes();
    }

    static IntegrityPage now(ZoneId zone) {
        try {
            LastVerification verification = LastVerification.now(zone);
            try (OpenTrail trail = TrailReading.open()) {
                return new IntegrityPage(verification, trail, zone);
            }
        } catch (IOException e) {
            throw new TrailUnreadableException(e);
        }
    }

    /** What the latest verification came to. */
    @NonNull
    public LastVerification getVerification() {
        return verification;
    }

    /** How the receivers outside are, the outside anchors among them. */
    @NonNull
    public List<SinkLine> getReceivers() {
        return ExtensionList.lookupSingleton(SinkDelivery.class).getLines();
    }

    /** When a receiver last took something, in the zone of who reads; null if never. */
    @CheckForNull
    public ShownTime lastSuccess(@NonNull SinkLine receiver) {
        Date last = receiver.getLastSuccess();
        return last == null ? null : ShownTime.of(last.toInstant(), zone);
    }

    /** The newest checkpoint as a signed note. */
    @NonNull
    public String getCheckpoint() {
        return checkpoint;
    }

    /** The public key. */
    @NonNull
    public String getKey() {
        return key;
    }

    /** How many entries the trail has. */
    public long getEntries() {
        return end - first;
    }

    /** How much room they take on the disk, in a unit that suits. */
    @NonNull
    public String getRoom() {
        return Functions.humanReadableByteSize(bytes);
    }

    /** How many entries have left by retention. */
    public long getLeft() {
        return first;
    }

    /** After how many days entries leave; 0 for never. */
    public int getRetentionDays() {
        return AuditSettings.get().getRetentionDays();
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }
}
