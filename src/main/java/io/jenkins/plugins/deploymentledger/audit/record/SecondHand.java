package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Keeps an effect from being recorded twice, of which a listener hears on another thread than that of the request that wanted
 * it.
 *
 * <p>The request knows more: who, from where. So what a listener hears waits a moment for the request to tell it; what no request
 * tells is then recorded as it was heard, with the time at which it happened.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class SecondHand {

    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final int MAX_TOLD = 1_000;

    private final Map<String, Instant> told = new LinkedHashMap<>();
    private final Map<String, Runnable> heard = new LinkedHashMap<>();

    /**
     * Notes that a request has told an effect.
     *
     * @param effect names it, with the object and whoever wanted it
     * @param valid how long listeners may take to hear of it
     */
    public static void tell(@NonNull String effect, @NonNull Duration valid) {
        find().ifPresent(one -> one.noteTold(effect, Instant.now().plus(valid)));
    }

    /**
     * Records what a listener hears, unless a request has told it or does so within a moment.
     *
     * @param effect names it, as the request does
     * @param record records it; is called once at most, on any thread
     */
    public static void hear(@NonNull String effect, @NonNull Runnable record) {
        find().ifPresentOrElse(one -> one.noteHeard(effect, record), record);
    }

    /** Records at once all that waits for a request to tell it. */
    public static void release() {
        find().ifPresent(SecondHand::releaseAll);
    }

    private static Optional<SecondHand> find() {
        return ExtensionList.lookup(SecondHand.class).stream().findFirst();
    }

    private void noteTold(String effect, Instant until) {
        synchronized (told) {
            if (heard.remove(effect) != null) {
                return;
            }
            told.values().removeIf(end -> end.isBefore(Instant.now()));
            if (told.size() >= MAX_TOLD) {
                told.remove(told.keySet().iterator().next());
            }
            told.put(effect, until);
        }
    }

    private void noteHeard(String effect, Runnable record) {
        Runnable earlier;
        synchronized (told) {
            Instant until = told.remove(effect);
            if (until != null && until.isAfter(Instant.now())) {
                return;
            }
            earlier = heard.put(effect, record);
        }
        if (earlier != null) {
            earlier.run();
        }
        Timer.get().schedule(() -> release(effect, record), HOLD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void release(String effect, Runnable record) {
        boolean mine;
        synchronized (told) {
            mine = heard.remove(effect, record);
        }
        if (mine) {
            record.run();
        }
    }

    private void releaseAll() {
        List<Runnable> all;
        synchronized (told) {
            all = new ArrayList<>(heard.values());
            heard.clear();
        }
        all.forEach(Runnable::run);
    }
}
