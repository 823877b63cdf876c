package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.convergence.Cadence;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.ConvergenceRules;
import io.jenkins.plugins.deploymentledger.core.convergence.Evaluation;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.core.convergence.Sight;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.LaunchOverrides;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageFingerprint;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.springframework.security.core.AuthenticationException;

/** Keeps one deployment up: looks at its machines, launches a run for those that lack the package, and takes in its end. */
final class Keeping {

    /** The full names of the deployments that are being looked at: one look at a time. */
    private static final Set<String> LOOKING = ConcurrentHashMap.newKeySet();

    /** Guards the small files of all convergences. */
    private static final Object FILES = new Object();

    private final DeploymentJob job;
    private final ConvergenceProperty property;

    Keeping(@NonNull DeploymentJob job, @NonNull ConvergenceProperty property) {
        this.job = job;
        this.property = property;
    }

    /** What is kept of it. */
    @NonNull
    ConvergenceFile.Content content() throws IOException {
        synchronized (FILES) {
            return property.file(job).read();
        }
    }

    /**
     * Looks at all machines, and launches what is to be done; does nothing behind the end. While another look is under way, that one is
     * followed by what is asked for here. Where the deployment is not configured for this, the look has failed, and its line says
     * what to do.
     *
     * @throws IOException if what must be remembered cannot be read or written; nothing is launched then
     */
    void look(@NonNull Instant now, @NonNull Reason reason) throws IOException {
        String name = job.getFullName();
        if (Neighbours.isExpired(property, now)) {
            return;
        }
        if (reason == Reason.ROUND) {
            changeMemory(convergence -> convergence.beginRound(now));
        }
        if (!LOOKING.add(name)) {
            return;
        }
        boolean stands = true;
        try {
            stands = lookOnce(now, reason);
        } catch (IllegalArgumentException e) {
            change(content -> content.unable(now.toEpochMilli(), e.getMessage()));
        } finally {
            LOOKING.remove(name);
        }
        ConvergenceFile.Content content = content();
        if (stands) {
            ConvergenceListener.fireLooked(job, content.cycles().get(0));
        }
        Instant asked = Instant.ofEpochMilli(content.memory().roundAt());
        ConvergenceProperty current = job.getProperty(ConvergenceProperty.class);
        if (current != null && (!stands || asked.isAfter(now))) {
            // What was saved, or asked for, in the meantime counts at once.
            new Keeping(job, current).look(asked.isAfter(now) ? asked : now, Reason.NEWS);
        }
    }

    /** Whether the look stands: false where something else was configured meanwhile, and nothing came of it. */
    private boolean lookOnce(Instant now, Reason reason) throws IOException {
        property.checkEverOpens(job, now);
        DeploymentTarget target = job.getDeploymentTarget();
        DeploymentPackage sought =
                job.deployedPackage().orElseThrow(() -> new IllegalArgumentException(Messages.Keeping_noDetection()));
        String described = described(sought);
        Detection detection = detection(sought);
        Members members = Members.of(job, property);
        MemberInventories inventories = new MemberInventories(members.all(), property.findings(detection));
        List<String> asked = reason.onlyTells() ? List.of() : toAsk(now, members, inventories);
        if (!asked.isEmpty()) {
            inventories.take(asked);
            // That took its time. The realm is asked here, and not while others wait for the files.
            property.permittedIdentity(job);
        }
        Map<Contradiction, Set<String>> contradictions =
                new Neighbours(job).contradictions(sought, members.concerned(), now);
        Set<String> contested = new HashSet<>();
        contradictions.values().forEach(contested::addAll);
        Map<String, Sight> sights = inventories.sights();
        List<String> launched = List.of();
        // What somebody said while the inventories were taken counts; and nothing is said before what comes of it is on
        // disk.
        synchronized (FILES) {
            if (!isStill(target, described)) {
                return false;
            }
            Convergence convergence = remembered(members.rules());
            convergence.asked(now, asked);
            String before = content().lookedFor();
            if (before != null && !before.equals(described)) {
                convergence.otherPackage();
            }
            boolean tellsOnly = reason.onlyTells() || isClosed(now);
            int ceiling = tellsOnly ? 0 : new Neighbours(job).room(now);
            Evaluation seen = convergence.evaluate(now, sights, ceiling, contested);
            if (note(now, reason, convergence, members, described, seen, List.copyOf(contradictions.keySet()))) {
                launched = seen.due();
            }
        }
        if (!launched.isEmpty()) {
            launch(launched);
        }
        return true;
    }

    /** Whether a run that is launched now would end before the hours of the day in which something of it may begin. */
    private boolean isClosed(Instant now) {
        try {
            job.getOptions().toRollout(now);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Whether nothing else was configured since. */
    private boolean isStill(@CheckForNull DeploymentTarget target, String described) {
        return job.getProperty(ConvergenceProperty.class) == property
                && job.getDeploymentTarget() == target
                && job.deployedPackage()
                        .map(this::described)
                        .filter(described::equals)
                        .isPresent();
    }

    private List<String> toAsk(Instant now, Members members, MemberInventories inventories) throws IOException {
        return remembered(members.rules()).evaluate(now, inventories.sights()).unseen().stream()
                .limit(Cadence.MOST_INVENTORIES)
                .toList();
    }

    /** What is looked for, so that a change of it is noticed. */
    private String described(DeploymentPackage sought) {
        return sought.getName()
                + ' '
                + sought.getVersion()
                + ' '
                + job.getPolarity()
                + ' '
                + PackageFingerprint.of(sought);
    }

    /** Whether more could be tried than the last look has left room for. */
    boolean hasRoom(@NonNull Instant now) throws IOException {
        synchronized (FILES) {
            return remembered(property.rules(job.getPolarity())).room(now, new Neighbours(job).room(now)) > 0;
        }
    }

    /** Whether another package is to be looked for than the last time, or on other machines. */
    boolean isOutOfDate(@NonNull ConvergenceFile.Content content) {
        try {
            String sought = job.deployedPackage().map(this::described).orElse(null);
            String before = content.lookedFor();
            return before != null && !before.equals(sought)
                    || !content.states().keySet().equals(Members.all(job));
        } catch (IllegalArgumentException e) {
            // Looking says why.
            return true;
        }
    }

    /**
     * Whether other machines are left alone than at the last look, since somebody said so, or the owner may deploy to others. Asks the
     * security realm.
     */
    boolean leavesOthersAlone(@NonNull ConvergenceFile.Content content) {
        try {
            return !content.in(MemberState.EXCLUDED)
                    .equals(Members.of(job, property).leftAlone());
        } catch (IllegalArgumentException e) {
            // Looking says why, unless that can only be waited for.
            return !(e.getCause() instanceof AuthenticationException);
        }
    }

    private Convergence remembered(ConvergenceRules rules) throws IOException {
        Convergence convergence = new Convergence(rules, content().memory());
        if (!job.isBuilding() && !job.isInQueue()) {
            convergence.nothingUnderWay();
        }
        return convergence;
    }

    /** Keeps what a look came to; whether a run is to be launched. */
    private boolean note(
            Instant now,
            Reason reason,
            Convergence convergence,
            Members members,
            String sought,
            Evaluation seen,
            List<Contradiction> contradictions)
            throws IOException {
        String problem = seen.due().isEmpty() ? waiting(now, convergence, seen) : problem();
        boolean launches = !seen.due().isEmpty() && problem == null && !property.isDryRun();
        int run = job.getNextBuildNumber();
        if (launches) {
            convergence.begun(now, seen.due());
        }
        Cycle cycle = new Cycle(
                now.toEpochMilli(),
                kind(seen, problem),
                seen.counts(),
                seen.percentConverged(),
                seen.due().size(),
                launches ? run : null,
                problem,
                // A run whose machines do not show what it did is followed by no other for that.
                reason == Reason.ENDED ? content().left() : left(seen, launches),
                seen.unheard());
        // On disk first: a crash may cost an attempt, and never makes one that is not counted.
        change(content -> content.looked(convergence.memory(), seen.states(), members.problems(seen.problems()), cycle)
                .found(sought, seen.lost())
                .contradicted(contradictions));
        return launches;
    }

    private int left(Evaluation seen, boolean launches) {
        if (launches || seen.due().isEmpty()) {
            return seen.left();
        }
        // What only waits for the end of a run is tried then.
        return property.isDryRun() ? 0 : seen.due().size() + seen.left();
    }

    /** Why nothing is tried that could be; null where there is nothing. */
    @CheckForNull
    private String waiting(Instant now, Convergence convergence, Evaluation seen) {
        Optional<Instant> rest = convergence.rest(now);
        if (rest.isPresent()) {
            return Messages.Keeping_resting(StandingOrder.text(rest.get(), property.zone()));
        }
        Integer contested = seen.counts().get(MemberState.CONTESTED);
        if (contested != null) {
            return Messages.Keeping_contested(contested);
        }
        return seen.left() > 0 && isClosed(now)
                ? Messages.Keeping_closed(seen.left(), job.getOptions().getHours())
                : null;
    }

    private static Detection detection(DeploymentPackage sought) {
        DetectionRule rule = sought.getDetection();
        if (rule == null || rule.getSoftware() == null) {
            throw new IllegalArgumentException(Messages.Keeping_noDetection());
        }
        return rule.toDetection();
    }

    private Cycle.Kind kind(Evaluation evaluation, @CheckForNull String problem) {
        if (evaluation.due().isEmpty()) {
            return evaluation.counts().containsKey(MemberState.CONTESTED) ? Cycle.Kind.FAILED : Cycle.Kind.UNCHANGED;
        }
        if (problem != null) {
            return Cycle.Kind.FAILED;
        }
        if (property.isDryRun()) {
            return Cycle.Kind.WOULD_CHANGE;
        }
        return evaluation.corrective() ? Cycle.Kind.CORRECTIVE : Cycle.Kind.INTENTIONAL;
    }

    /** Why nothing may be launched; null if something may. */
    @CheckForNull
    private String problem() {
        return job.isBuildable() && !job.isInQueue() && !job.isBuilding() ? null : Messages.Keeping_busy();
    }

    private void launch(List<String> due) {
        Action[] actions = {
            new CauseAction(new ConvergenceCause(String.valueOf(property.getOwner()))),
            new LaunchOverrides().withTarget(new MachineListTarget(String.join("\n", due))),
            new ConvergenceOrigin()
        };
        job.scheduleBuild2(0, actions);
    }

    /** Takes in how the machines of a run ended that this convergence launched. */
    void ended(@NonNull DeploymentRun run, @NonNull Instant now) throws IOException {
        RunEnd end = new RunEnd(run);
        String fault = end.fault();
        boolean tripped;
        synchronized (FILES) {
            boolean before = content().memory().paused();
            if (fault == null) {
                changeMemory(convergence -> convergence.ended(now, run.getNumber(), end.outcomes(), end.isHalted()));
            } else {
                changeMemory(convergence -> convergence.failedAsWhole(now, run.getNumber()));
                change(content -> content.failed(run.getNumber(), fault));
            }
            tripped = !before && content().memory().paused();
        }
        if (tripped) {
            recordPause(run);
        }
    }

    /** Nobody has paused it but itself. */
    private void recordPause(DeploymentRun run) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            AuditTrail.record(AuditTrail.begin(Event.CONVERGENCE_PAUSED, job)
                    .detail("because", "too many machines failed")
                    .detail("run", Integer.toString(run.getNumber())));
        }
    }

    /** A change of what a convergence remembers. */
    interface Change {
        void on(Convergence convergence);
    }

    /** Changes what is remembered. */
    void changeMemory(@NonNull Change change) throws IOException {
        change(content -> {
            Convergence convergence = new Convergence(property.rules(job.getPolarity()), content.memory());
            change.on(convergence);
            return content.with(convergence.memory());
        });
    }

    private void change(UnaryOperator<ConvergenceFile.Content> change) throws IOException {
        ConvergenceFile file = property.file(job);
        synchronized (FILES) {
            file.write(change.apply(file.read()));
        }
    }
}
