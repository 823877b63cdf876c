package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Draws events together that come in floods.
 *
 * <p>In each window the first ones are recorded at once. The others are counted, and recorded as one entry at its end, with the
 * count and the times of the first and the last. So nothing is lost, and an attacker cannot fill the disk.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Floods extends PeriodicWork {

    /** How many floods are counted at once; where there are more, the oldest is recorded before its time. */
    private static final int MAX_FLOODS = 2_000;

    private final Map<Key, Flood> floods = new LinkedHashMap<>();

    private record Key(FloodKind kind, String of) {}

    /** What is counted for one key in one window. */
    private static final class Flood {
        private final Instant began = Instant.now();
        private int recorded;
        private long counted;
        private AuditEvent first;
        private Instant last;

        AuditEvent.Builder event() {
            return AuditEvent.of(first.event())
                    .at(first.time())
                    .by(first.operatedBy().id(), first.operatedBy().name())
                    .runningAs(first.effective().id(), first.effective().name())
                    .on(
                            first.target().kind(),
                            first.target().id(),
                            first.target().name())
                    .from(first.addresses())
                    .outcome(first.outcome())
                    .details(first.details())
                    .detail("count", Long.toString(counted))
                    .detail("first", EntryCodec.format(first.time()))
                    .detail("last", EntryCodec.format(last));
        }
    }

    /** Records an event, or counts it. */
    public static void record(
            @NonNull FloodKind kind, @NonNull String of, @NonNull Supplier<AuditEvent.Builder> event) {
        ExtensionList.lookup(Floods.class).stream()
                .findFirst()
                .ifPresentOrElse(floods -> floods.add(new Key(kind, of), event), () -> AuditTrail.record(event.get()));
    }

    private void add(Key key, Supplier<AuditEvent.Builder> event) {
        List<Flood> over = new ArrayList<>();
        boolean alone;
        synchronized (floods) {
            Flood flood = floods.get(key);
            if (flood != null && isOver(key, flood)) {
                over.add(floods.remove(key));
                flood = null;
            }
            if (flood == null) {
                if (floods.size() >= MAX_FLOODS) {
                    Iterator<Flood> oldest = floods.values().iterator();
                    over.add(oldest.next());
                    oldest.remove();
                }
                flood = new Flood();
                floods.put(key, flood);
            }
            alone = flood.recorded < key.kind().free();
            if (alone) {
                flood.recorded++;
            } else {
                flood.last = Instant.now();
                if (flood.counted++ == 0) {
                    flood.first = event.get().build();
                }
            }
        }
        record(over);
        if (alone) {
            AuditTrail.record(event.get());
        }
    }

    private static boolean isOver(Key key, Flood flood) {
        return Duration.between(flood.began, Instant.now()).compareTo(key.kind().window()) >= 0;
    }

    private static void record(List<Flood> over) {
        for (Flood flood : over) {
            if (flood.counted > 0) {
                AuditTrail.record(flood.event());
            }
        }
    }

    /** Records all that was counted, though its time has not come. */
    public static void flushAll() {
        ExtensionList.lookup(Floods.class).forEach(Floods::flush);
    }

    private void flush() {
        List<Flood> over;
        synchronized (floods) {
            over = new ArrayList<>(floods.values());
            floods.clear();
        }
        record(over);
    }

    @Override
    protected void doRun() {
        List<Flood> over = new ArrayList<>();
        synchronized (floods) {
            floods.entrySet().removeIf(entry -> {
                boolean ended = isOver(entry.getKey(), entry.getValue());
                if (ended) {
                    over.add(entry.getValue());
                }
                return ended;
            });
        }
        record(over);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.SECONDS.toMillis(20);
    }
}
