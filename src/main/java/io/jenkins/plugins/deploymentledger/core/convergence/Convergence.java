package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which machines of a group are tried now, and remembers what must not be forgotten for that.
 *
 * <p>A machine is tried when its inventory lacks the package, its agent is connected, its rest after failures is over, and
 * the hour's ceiling leaves room. Not safe for use by several threads.
 */
public final class Convergence {

    /** How long it is remembered of a machine that has left the group what must not be forgotten if it comes back. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    /** Of so many machines that have left. */
    static final int MOST_REMEMBERED = 1_000;

    private static final Duration HOUR = Duration.ofHours(1);

    /** What can be mended by an attempt. */
    private static final Set<MemberState> OPEN =
            EnumSet.of(MemberState.MISSING, MemberState.OUTDATED, MemberState.UNWANTED, MemberState.FAILING);

    /** Of these nothing is to be known. */
    private static final Set<MemberState> LEFT_ALONE = EnumSet.of(MemberState.EXCLUDED, MemberState.NOT_APPLICABLE);

    private final ConvergenceRules rules;
    private final Map<String, Attempts> machines = new TreeMap<>();
    private final List<Long> tried = new ArrayList<>();
    private final Brake brake;
    private long roundAt;
    private int endedRun;

    /**
     * Begins, or goes on.
     *
     * @param memory what an earlier one remembered
     */
    public Convergence(@NonNull ConvergenceRules rules, @NonNull Memory memory) {
        this.rules = rules;
        this.machines.putAll(memory.machines());
        this.tried.addAll(memory.tried());
        this.brake = new Brake(rules, memory);
        this.roundAt = memory.roundAt();
        this.endedRun = memory.endedRun();
    }

    /**
     * What is remembered between two looks.
     *
     * @param machines what is remembered of each, by name
     * @param tried when machines were tried in the last hour, in milliseconds since 1970
     * @param paused whether nothing is tried until somebody says so
     * @param setbacks how often in a row a run was stopped, came to a halt, or could try nothing for a reason that is none of the
     *     machines
     * @param restsUntil when something is tried again after the last of these, in milliseconds since 1970
     * @param failedInRow how many machines have failed on their first attempt, one run after another, while none succeeded
     * @param roundAt inventories that were taken before are taken anew, in milliseconds since 1970; 0 before the first round
     * @param endedRun the number of the run whose end was taken in last; 0 before the first
     */
    public record Memory(
            @NonNull Map<String, Attempts> machines,
            @NonNull List<Long> tried,
            boolean paused,
            int setbacks,
            long restsUntil,
            int failedInRow,
            long roundAt,
            int endedRun) {

        /** Nothing has happened. */
        public static final Memory NONE = new Memory(Map.of(), List.of(), false, 0, 0, 0, 0, 0);
    }

    /** What is to be remembered; a copy. */
    @NonNull
    public Memory memory() {
        return new Memory(
                new TreeMap<>(machines),
                List.copyOf(tried),
                brake.isPaused(),
                brake.setbacks(),
                brake.restsUntil(),
                brake.failedInRow(),
                roundAt,
                endedRun);
    }

    /** From now on the inventories count as old that were taken before: they are taken anew, the oldest first. */
    public void beginRound(@NonNull Instant now) {
        roundAt = Math.max(roundAt, now.toEpochMilli());
    }

    /** Notes that machines were asked for their inventories, whether or not they answered. */
    public void asked(@NonNull Instant now, @NonNull Collection<String> names) {
        for (String machine : names) {
            machines.compute(
                    machine, (name, known) -> (known == null ? Attempts.NONE : known).heard(now.toEpochMilli()));
        }
    }

    /** Whether the inventory of a member is still to be taken in this round. */
    public boolean awaitsInventory(@NonNull Predicate<String> reachable) {
        return machines.entrySet().stream()
                .anyMatch(member -> member.getValue().isMember()
                        && member.getValue().applicable()
                        && isUnheard(member.getValue())
                        && !rules.excluded().contains(member.getKey())
                        && reachable.test(member.getKey()));
    }

    private boolean isUnheard(Attempts known) {
        return known.heardAt() < roundAt;
    }

    /** Looks at all members, with no other ceiling than its own, and nobody who wants otherwise. */
    @NonNull
    public Evaluation evaluate(@NonNull Instant now, @NonNull Map<String, Sight> members) {
        return evaluate(now, members, Integer.MAX_VALUE, Set.of());
    }

    /**
     * Looks at all members; of those that left the group it is remembered for a time that they failed.
     *
     * @param members in the order in which they are tried
     * @param ceiling how many it may try within an hour at most, besides its own rule: what others have left
     * @param contested the machines on which another convergence wants otherwise
     */
    @NonNull
    public Evaluation evaluate(
            @NonNull Instant now, @NonNull Map<String, Sight> members, int ceiling, @NonNull Set<String> contested) {
        remember(now, members.keySet());
        boolean waits = brake.holds(now);
        int room = waits ? 0 : room(now, ceiling);
        Map<String, MemberState> states = new LinkedHashMap<>();
        List<String> due = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        List<Loss> lost = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        boolean corrective = false;
        int left = 0;
        int unheard = 0;
        for (Map.Entry<String, Sight> member : members.entrySet()) {
            String machine = member.getKey();
            Sight sight = member.getValue();
            MemberState state = look(now, machine, sight, lost);
            if (OPEN.contains(state) && contested.contains(machine)) {
                state = MemberState.CONTESTED;
            }
            states.put(machine, state);
            if (state == MemberState.UNKNOWN && sight.problem() != null) {
                problems.put(machine, sight.problem());
            }
            Attempts known = machines.get(machine);
            if (!sight.reachable() || known.underWay()) {
                continue;
            }
            boolean awaited = isUnheard(known) && !LEFT_ALONE.contains(state);
            if (awaited || state == MemberState.UNKNOWN) {
                unseen.add(machine);
                unheard += awaited ? 1 : 0;
            }
            if (OPEN.contains(state) && known.notBefore() <= now.toEpochMilli()) {
                if (due.size() < room) {
                    due.add(machine);
                    corrective |= known.converged();
                } else if (!waits) {
                    left++;
                }
            }
        }
        unseen.sort(Comparator.comparingLong(machine -> machines.get(machine).heardAt()));
        return new Evaluation(states, due, unseen, corrective, lost, problems, left, unheard);
    }

    /** A label that is gone for one look must not make a machine new that fails. */
    private void remember(Instant now, Set<String> members) {
        machines.replaceAll(
                (machine, known) -> members.contains(machine) ? known.present() : known.absent(now.toEpochMilli()));
        long longAgo = now.minus(REMEMBERED).toEpochMilli();
        machines.values()
                .removeIf(known -> !known.isMember() && (!known.outlivesMembership() || known.leftAt() <= longAgo));
        List<String> gone = machines.keySet().stream()
                .filter(machine -> !machines.get(machine).isMember())
                .sorted(Comparator.comparingLong(
                        (String machine) -> machines.get(machine).leftAt()))
                .toList();
        gone.subList(0, Math.max(0, gone.size() - MOST_REMEMBERED)).forEach(machines::remove);
        members.forEach(machine -> machines.putIfAbsent(machine, Attempts.NONE));
    }

    /**
     * How many may be tried now.
     *
     * @param ceiling how many may be within an hour at most, besides its own rule
     * @return 0 or less where none may
     */
    public int room(@NonNull Instant now, int ceiling) {
        return Math.min(ceiling, rules.mostPerHour()) - triedWithinHour(now);
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
                .filter(known -> known.isMember() && known.failures() < rules.mostFailures())
                .map(Attempts::notBefore);
        return Stream.concat(ofMachines, Stream.of(brake.restsUntil()))
                .filter(until -> until > after.toEpochMilli())
                .map(Instant::ofEpochMilli)
                .min(Instant::compareTo);
    }

    /** Until when nothing is tried, since the last time nothing could be; empty where that is over, or was not so. */
    @NonNull
    public Optional<Instant> rest(@NonNull Instant now) {
        return Optional.of(Instant.ofEpochMilli(brake.restsUntil())).filter(until -> until.isAfter(now));
    }

    private MemberState look(Instant now, String machine, Sight sight, List<Loss> lost) {
        Instant takenAt = sight.takenAt();
        if (takenAt != null) {
            machines.compute(machine, (name, before) -> before.heard(takenAt.toEpochMilli()));
        }
        Attempts known = machines.get(machine);
        if (rules.excluded().contains(machine)) {
            return MemberState.EXCLUDED;
        }
        if (!known.applicable()) {
            return MemberState.NOT_APPLICABLE;
        }
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
     * Notes how the attempts of one run ended; pauses the whole where too many machines failed on their first attempt. A machine that
     * has failed before says nothing new of the package. Does nothing where the end of that run was noted last.
     *
     * @param run its number
     * @param outcomes of each machine that was begun
     * @param halted whether it was stopped, or came to a halt before all machines had their turn: the whole rests then
     */
    public void ended(@NonNull Instant now, int run, @NonNull Map<String, Outcome> outcomes, boolean halted) {
        if (run == endedRun) {
            return;
        }
        endedRun = run;
        int succeeded = 0;
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
            succeeded += ended.getValue() == Outcome.SUCCESS ? 1 : 0;
            failed += ended.getValue() == Outcome.FAILURE && known.failures() == 0 ? 1 : 0;
        }
        if (halted) {
            brake.setBack(now);
        } else if (outcomes.containsValue(Outcome.SUCCESS) || outcomes.containsValue(Outcome.FAILURE)) {
            brake.goOn();
        }
        brake.judge(succeeded, failed);
    }

    /**
     * Notes that a run failed for a reason that is none of its machines, such as a binary that cannot be had: it was no attempt of any
     * of them, and the whole rests before it is tried again, the longer the more often that has been so in a row. Does nothing
     * where the end of that run was noted last.
     *
     * @param run its number
     */
    public void failedAsWhole(@NonNull Instant now, int run) {
        if (run == endedRun) {
            return;
        }
        endedRun = run;
        long begun = machines.values().stream().filter(Attempts::underWay).count();
        int kept = (int) Math.max(0, tried.size() - begun);
        tried.subList(kept, tried.size()).clear();
        nothingUnderWay();
        brake.setBack(now);
    }

    /** Notes that nothing is being tried any more of which no end was told, as after a run that is gone. */
    public void nothingUnderWay() {
        machines.replaceAll((machine, known) -> known.notTried());
    }

    /** Begins anew with another package: what became of the one before says nothing of it. */
    public void otherPackage() {
        machines.replaceAll((machine, known) -> known.forgiven().seenLost());
        brake.beginAnew();
    }

    /** Tries nothing until it is resumed. */
    public void pause() {
        brake.pause();
    }

    /** Goes on, without a rest; what is remembered of each machine stays. */
    public void resume() {
        brake.resume();
    }

    /** Forgets the failures of all machines, and goes on. */
    public void reset() {
        machines.replaceAll((machine, known) -> known.forgiven());
        resume();
    }
}
