package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Opens the trail for reading, and keeps the indexes of its ledger from one reading to the next. Thread-safe. */
@Restricted(NoExternalUse.class)
@Extension
public final class TrailReading {

    private Ledger known;
    private LedgerIndex index;

    /**
     * What the trail holds now.
     *
     * @return to be closed by the caller
     * @throws TrailUnavailableException if the ledger is not open
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static OpenTrail open() throws IOException {
        Ledger ledger = ledger();
        return OpenTrail.of(
                ledger, ExtensionList.lookupSingleton(TrailReading.class).indexOf(ledger));
    }

    /**
     * What the trail holds now, with a checkpoint of all of it.
     *
     * @return to be closed by the caller
     * @throws TrailUnavailableException if the ledger is not open
     * @throws IOException if it cannot be read, or there is no checkpoint in time
     */
    @NonNull
    public static OpenTrail openWithCheckpoint() throws IOException {
        ledger().checkpoint();
        return open();
    }

    private static Ledger ledger() throws TrailUnavailableException {
        Optional<Recorder> recorder = Recorder.find();
        return recorder.flatMap(found -> found.trail().ledger())
                .orElseThrow(() -> new TrailUnavailableException(Messages.TrailReading_unavailable(
                        recorder.map(found -> found.trail().problem()).orElse(""))));
    }

    private synchronized LedgerIndex indexOf(Ledger ledger) {
        if (known != ledger) {
            known = ledger;
            index = LedgerIndex.kept();
        }
        return index;
    }
}
