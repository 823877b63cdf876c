package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides which machines of a group are tried now, and remembers what must not be forgotten for that.
 *
 * <p>A machine is tried when its inventory lacks the package, its agent is connected, its rest after failures is over, and
 * the hour's ceiling leaves room. Not safe for use by several threads.
 */
public final class Convergence {

    private static final Duration HOUR = Duration.ofHours(1);

    /** What can be mended by an attempt. */
    private static final Set<MemberState> OPEN =
            EnumSet.of(MemberState.MISSING, MemberState.OUTDATED, MemberState.UNWANTED, MemberState.FAILING);

    private final ConvergenceRules rules;
    private final Map<String, Attempts> machines = new TreeMap<>();
    private final List<Long> tried = new ArrayList<>();
    private boolean paused;
    private int setbacks;
    private long restsUntil;

    /**
     * Begins, or goes on.
     *
     * @param memory what an earlier one remembered
     */
    public Convergence(@NonNull ConvergenceRules rules, @NonNull Memory memory) {
        this.rules = rules;
        this.machines.putAll(memory.machines());
        this.tried.addAll(memory.tried());
        this.paused = memory.paused();
        this.setbacks = memory.setbacks();
        this.restsUntil = memory.restsUntil();
    }

    /**
     * What is remembered between two looks.
     *
     * @param machines what is remembered of each, by name
     * @param tried when machines were tried in the last hour, in milliseconds since 1970
     * @param paused whether nothing is tried until somebody says so
     * @param setbacks how often in a row nothing could be tried for a reason that is none of the machines
     * @param restsUntil when something is tried again after the last of these, in milliseconds since 1970
     */
    public record Memory(
            @NonNull Map<String, Attempts> machines,
            @NonNull List<Long> tried,
            boolean paused,
            int setbacks,
            long restsUntil) {

        /** Nothing has happened. */
        public static final Memory NONE = new Memory(Map.of(), List.of(), false, 0, 0);
    }

    /** What is to be remembered; a copy. */
    @NonNull
    public Memory memory() {
        return new Memory(new TreeMap<>(machines), List.copyOf(tried), paused, setbacks, restsUntil);
    }

    /** Looks at all members, with no other ceiling than its own. */
    @NonNull
    public Evaluation evaluate(@NonNull Instant now, @NonNull Map<String, Sight> members) {
        return evaluate(now, members, Integer.MAX_VALUE);
    }

    /**
     * Looks at all members; those that left the group are forgotten.
     *
     * @param members in the order in which they are tried
     * @param ceiling how many it may try within an hour at most, besides its own rule: what others have left
     */
    @NonNull
    public Evaluation evaluate(@NonNull Instant now, @NonNull Map<String, Sight> members, int ceiling) {
        machines.keySet().retainAll(members.keySet());
        int room = paused || rest(now).isPresent() ? 0 : Math.min(ceiling, rules.mostPerHour()) - triedWithinHour(now);
        Map<String, MemberState> states = new LinkedHashMap<>();
        List<String> due = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        List<Loss> lost = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        boolean corrective = false;
        for (Map.Entry<String, Sight> member : members.entrySet()) {
            String machine = member.getKey();
            Sight sight = member.getValue();
            MemberState state = look(now, machine, sight, lost);
            states.put(machine, state);
            if (state == MemberState.UNKNOWN && sight.problem() != null) {
                problems.put(machine, sight.problem());
            }
            Attempts known = machines.getOrDefault(machine, Attempts.NONE);
            if (!sight.reachable() || known.underWay()) {
                continue;
            }
            boolean open = OPEN.contains(state);
            if (state == MemberState.UNKNOWN) {
                unseen.add(machine);
            } else if (open && known.notBefore() <= now.toEpochMilli() && due.size() < room) {
                due.add(machine);
                corrective |= known.converged();
            }
        }
        return new Evaluation(states, due, unseen, corrective, lost, problems);
    }

    /** How many attempts there were in the last hour. */
    public int triedWithinHour(@NonNull Instant now) {
        tried.removeIf(at -> at <= now.minus(HOUR).toEpochMilli());
        return tried.size();
    }

    /** When the first rest after a failure ends that goes on after a moment; empty if none does. */
    @NonNull
    public Optional<Instant> nextRetry(@NonNull Instant after) {
        Stream<Long> ofMachines = machines.values().stream()
                .filter(known -> known.failures() < rules.mostFailures())
                .map(Attempts::notBefore);
        return Stream.concat(ofMachines, Stream.of(restsUntil))
                .filter(until -> until > after.toEpochMilli())
                .map(Instant::ofEpochMilli)
                .min(Instant::compareTo);
    }

    /** Until when nothing is tried, since the last time nothing could be; empty where that is over, or was not so. */
    @NonNull
    public Optional<Instant> rest(@NonNull Instant now) {
        return restsUntil > now.toEpochMilli() ? Optional.of(Instant.ofEpochMilli(restsUntil)) : Optional.empty();
    }

    private MemberState look(Instant now, String machine, Sight sight, List<Loss> lost) {
        Attempts known = machines.getOrDefault(machine, Attempts.NONE);
        if (rules.excluded().contains(machine)) {
            return MemberState.EXCLUDED;
        }
        if (!known.applicable()) {
            return MemberState.NOT_APPLICABLE;
        }
        Instant takenAt = sight.takenAt();
        boolean tellsNothing = takenAt == null
                || takenAt.isBefore(now.minus(rules.inventoryAge()))
                || sight.finding() == Detection.Finding.UNKNOWN;
        if (tellsNothing) {
            return known.failures() >= rules.mostFailures() ? MemberState.PAUSED : MemberState.UNKNOWN;
        }
        if (isAsItShould(sight.finding())) {
            machines.put(machine, known.seenConverged(takenAt.toEpochMilli()));
            return MemberState.CONVERGED;
        }
        if (known.seenAt() > 0 && takenAt.toEpochMilli() > known.seenAt()) {
            lost.add(new Loss(machine, known.seenAt(), takenAt.toEpochMilli()));
            machines.put(machine, known.seenLost());
        }
        if (known.failures() >= rules.mostFailures()) {
            return MemberState.PAUSED;
        }
        if (known.failures() > 0) {
            return MemberState.FAILING;
        }
        if (rules.polarity() == Polarity.UNINSTALL) {
            return MemberState.UNWANTED;
        }
        return sight.finding() == Detection.Finding.OUTDATED ? MemberState.OUTDATED : MemberState.MISSING;
    }

    private boolean isAsItShould(Detection.Finding finding) {
        Detection.Finding wanted =
                rules.polarity() == Polarity.INSTALL ? Detection.Finding.PRESENT : Detection.Finding.MISSING;
        return finding == wanted;
    }

    /** Notes that machines are being tried. */
    public void begun(@NonNull Instant now, @NonNull Collection<String> due) {
        for (String machine : due) {
            machines.put(machine, machines.getOrDefault(machine, Attempts.NONE).begun());
            tried.add(now.toEpochMilli());
        }
    }

    /**
     * Notes how the attempts of one run ended; pauses the whole where too many failed.
     *
     * @param outcomes of each machine that was begun
     */
    public void ended(@NonNull Instant now, @NonNull Map<String, Outcome> outcomes) {
        int counted = 0;
        int failed = 0;
        for (Map.Entry<String, Outcome> ended : outcomes.entrySet()) {
            Attempts known = machines.getOrDefault(ended.getKey(), Attempts.NONE);
            Attempts after =
                    switch (ended.getValue()) {
                        case SUCCESS -> known.notTried().seenConverged(now.toEpochMilli());
                        case FAILURE ->
                            known.failed(now.plus(rules.delayAfter(known.failures() + 1))
                                    .toEpochMilli());
                        case NOT_TRIED -> known.notTried();
                        case NOT_APPLICABLE -> known.notApplicable();
                    };
            machines.put(ended.getKey(), after);
            counted += ended.getValue() == Outcome.SUCCESS || ended.getValue() == Outcome.FAILURE ? 1 : 0;
            failed += ended.getValue() == Outcome.FAILURE ? 1 : 0;
        }
        if (counted > 0) {
            goOn();
        }
        if (counted >= ConvergenceRules.LEAST_FOR_SHARE && failed * 100L > (long) counted * rules.failureShare()) {
            paused = true;
        }
    }

    /**
     * Notes that a run failed for a reason that is none of its machines, such as a binary that cannot be had: it was no attempt of any
     * of them, and the whole rests before it is tried again, the longer the more often that has been so in a row.
     */
    public void failedAsWhole(@NonNull Instant now) {
        long begun = machines.values().stream().filter(Attempts::underWay).count();
        int kept = (int) Math.max(0, tried.size() - begun);
        tried.subList(kept, tried.size()).clear();
        nothingUnderWay();
        setbacks++;
        restsUntil = now.plus(rules.delayAfter(setbacks)).toEpochMilli();
    }

    private void goOn() {
        setbacks = 0;
        restsUntil = 0;
    }

    /** Notes that nothing is being tried any more of which no end was told, as after a run that is gone. */
    public void nothingUnderWay() {
        machines.replaceAll((machine, known) -> known.notTried());
    }

    /** Begins anew with another package: what became of the one before says nothing of it. */
    public void otherPackage() {
        machines.replaceAll((machine, known) -> known.forgiven().seenLost());
        goOn();
    }

    /** Pauses the whole, or lets it go on. */
    public void setPaused(boolean paused) {
        this.paused = paused;
    }

    /** Forgets the failures of all machines, and goes on. */
    public void reset() {
        machines.replaceAll((machine, known) -> known.forgiven());
        paused = false;
        goOn();
    }
}
