package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.queue.Tasks;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.Evaluation;
import io.jenkins.plugins.deploymentledger.core.convergence.Findings;
import io.jenkins.plugins.deploymentledger.core.convergence.Outcome;
import io.jenkins.plugins.deploymentledger.core.convergence.Sight;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOrder;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import io.jenkins.plugins.deploymentledger.deployment.LaunchOverrides;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.stage.InventoryRefresh;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Keeps one deployment up: looks at its machines, launches a run for those that lack the package, and takes in its end. */
final class Keeping {

    /** How many inventories are taken for one look at most; the others follow with the next. */
    private static final int MOST_INVENTORIES = 500;

    /** How long one look waits for inventories. */
    private static final Duration FOR_INVENTORIES = Duration.ofMinutes(3);

    /** The full names of the deployments that are being looked at: one look at a time. */
    private static final Set<String> LOOKING = ConcurrentHashMap.newKeySet();

    /** What shows that something got as far as a machine. */
    private static final Set<Outcome> TRIED = EnumSet.of(Outcome.SUCCESS, Outcome.FAILURE);

    /** Guards the small files of all convergences. */
    private static final Object FILES = new Object();

    /** The inventories of this controller. */
    private static final Findings.Inventories STORED = new Findings.Inventories() {
        @Override
        public long revision(String machine) {
            return InventoryStore.get().revision(machine);
        }

        @Override
        public Optional<Inventory> latest(String machine) throws IOException {
            return InventoryStore.get().latest(machine);
        }
    };

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
     * Looks at all machines, and launches what is to be done; does nothing while another look is under way, or behind the end.
     * Where the deployment is not configured for this, or another convergence contradicts it, the look has failed, and its line
     * says what to do.
     *
     * @throws IOException if what must be remembered cannot be read or written; nothing is launched then
     */
    void look(@NonNull Instant now) throws IOException {
        String name = job.getFullName();
        if (Neighbours.isExpired(property, now) || !LOOKING.add(name)) {
            return;
        }
        try {
            lookOnce(now);
        } catch (IllegalArgumentException e) {
            change(content -> content.unable(now.toEpochMilli(), e.getMessage()));
        } finally {
            LOOKING.remove(name);
        }
        ConvergenceListener.fireLooked(job, content().cycles().get(0));
    }

    private void lookOnce(Instant now) throws IOException {
        job.getOptions().checkOpens(now, property.expiry());
        DeploymentPackage sought =
                job.deployedPackage().orElseThrow(() -> new IllegalArgumentException(Messages.Keeping_noDetection()));
        Detection detection = detection(sought);
        Set<String> machines = new LinkedHashSet<>(machines());
        String contradiction = new Neighbours(job).contradiction(sought, concerned(), now);
        if (contradiction != null) {
            throw new IllegalArgumentException(contradiction);
        }
        act(now, described(sought), sights(now, machines, property.findings(detection)));
    }

    /** What is looked for, so that a change of it is noticed. */
    private String described(DeploymentPackage sought) {
        return sought.getName() + ' ' + sought.getVersion() + ' ' + job.getPolarity();
    }

    /** Whether another package is to be looked for than the last time, or on other machines. */
    boolean isOutOfDate(@NonNull ConvergenceFile.Content content) {
        try {
            String sought = job.deployedPackage().map(this::described).orElse(null);
            String before = content.lookedFor();
            return before != null && !before.equals(sought)
                    || !content.states().keySet().equals(new HashSet<>(machines()));
        } catch (IllegalArgumentException e) {
            // Looking says why.
            return true;
        }
    }

    /** What is known of each machine, after the inventories that were missing have been taken. */
    private Map<String, Sight> sights(Instant now, Set<String> machines, Findings findings) throws IOException {
        InventoryRefresh refresh = refresh();
        findings.keepOnly(machines);
        Map<String, Sight> sights = sights(machines, findings, refresh);
        List<String> unseen = remembered().evaluate(now, sights).unseen();
        if (unseen.isEmpty()) {
            return sights;
        }
        takeInventories(unseen, refresh);
        return sights(machines, findings, refresh);
    }

    private Convergence remembered() throws IOException {
        Convergence convergence =
                new Convergence(property.rules(job.getPolarity()), content().memory());
        if (!job.isBuilding() && !job.isInQueue()) {
            convergence.nothingUnderWay();
        }
        return convergence;
    }

    private void act(Instant now, String sought, Map<String, Sight> sights) throws IOException {
        Evaluation seen;
        boolean launches;
        // What somebody said while the inventories were taken counts; and nothing is said before what comes of it is on
        // disk.
        synchronized (FILES) {
            Convergence convergence = remembered();
            String before = content().lookedFor();
            if (before != null && !before.equals(sought)) {
                convergence.otherPackage();
            }
            seen = convergence.evaluate(now, sights, new Neighbours(job).room(now));
            launches = note(now, convergence, sought, seen);
        }
        if (launches) {
            launch(seen.due());
        }
    }

    /** Keeps what a look came to; whether a run is to be launched. */
    private boolean note(Instant now, Convergence convergence, String sought, Evaluation seen) throws IOException {
        String problem = seen.due().isEmpty() ? resting(now, convergence) : problem();
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
                problem);
        // On disk first: a crash may cost an attempt, and never makes one that is not counted.
        change(content -> content.looked(convergence.memory(), seen.states(), seen.problems(), cycle)
                .found(sought, seen.lost()));
        return launches;
    }

    @CheckForNull
    private String resting(Instant now, Convergence convergence) {
        return convergence
                .rest(now)
                .map(until -> Messages.Keeping_resting(StandingOrder.text(until, property.zone())))
                .orElse(null);
    }

    private static Detection detection(DeploymentPackage sought) {
        DetectionRule rule = sought.getDetection();
        if (rule == null || rule.getSoftware() == null) {
            throw new IllegalArgumentException(Messages.Keeping_noDetection());
        }
        return rule.toDetection();
    }

    /** The machines that are looked after. */
    Set<String> concerned() {
        Set<String> concerned = new LinkedHashSet<>(machines());
        concerned.removeAll(property.rules(job.getPolarity()).excluded());
        return concerned;
    }

    private List<String> machines() {
        DeploymentTarget target = job.getDeploymentTarget();
        return target == null ? List.of() : target.resolve(Tasks.getAuthenticationOf2(job));
    }

    static InventoryRefresh refresh() {
        DeploymentThreads threads = DeploymentThreads.get();
        return new InventoryRefresh(threads.workers(), threads.clock());
    }

    private static Map<String, Sight> sights(Set<String> machines, Findings findings, InventoryRefresh refresh) {
        Map<String, Sight> sights = new LinkedHashMap<>();
        for (String machine : machines) {
            sights.put(machine, findings.sight(machine, refresh.isReachable(machine), STORED));
        }
        return sights;
    }

    private static void takeInventories(List<String> machines, InventoryRefresh refresh) {
        CompletableFuture<?>[] taken =
                machines.stream().limit(MOST_INVENTORIES).map(refresh::refresh).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(taken)
                .completeOnTimeout(null, FOR_INVENTORIES.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private Cycle.Kind kind(Evaluation evaluation, @CheckForNull String problem) {
        if (evaluation.due().isEmpty()) {
            return Cycle.Kind.UNCHANGED;
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
        String refusal = property.refusal(job);
        if (refusal != null) {
            return refusal;
        }
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
        List<MachineProgress> machines = run.snapshot().machines();
        Map<String, Outcome> outcomes = new HashMap<>();
        for (MachineProgress machine : machines) {
            outcomes.put(machine.machine(), outcome(machine));
        }
        String fault = Collections.disjoint(outcomes.values(), TRIED) ? faultOfAll(run, machines) : null;
        if (fault == null) {
            changeMemory(convergence -> convergence.ended(now, outcomes));
            return;
        }
        change(content -> {
            Convergence convergence = new Convergence(property.rules(job.getPolarity()), content.memory());
            convergence.failedAsWhole(now);
            return content.with(convergence.memory()).failed(run.getNumber(), fault);
        });
    }

    /** Why a run failed on all machines alike, if that is nothing of theirs; null otherwise. */
    @CheckForNull
    private static String faultOfAll(DeploymentRun run, List<MachineProgress> machines) {
        DeploymentOrder order = run.getOrder();
        if (machines.isEmpty() && run.getResult() == Result.FAILURE) {
            return Messages.Keeping_notBegun(run.getDisplayName());
        }
        if (order != null && order.binaryProblem().isPresent()) {
            return order.binaryProblem().get();
        }
        for (MachineProgress machine : machines) {
            StageReport report = machine.decisiveReport();
            if (report != null && !isOfMachine(report.cause())) {
                return report.message();
            }
        }
        return null;
    }

    private static boolean isOfMachine(@CheckForNull FailureCause cause) {
        return cause == null || cause.isOfMachine();
    }

    private static Outcome outcome(MachineProgress machine) {
        MachineStatus status = machine.status();
        if (!isOfMachine(machine.cause())) {
            return Outcome.NOT_TRIED;
        }
        if (status == MachineStatus.NOT_APPLICABLE) {
            return Outcome.NOT_APPLICABLE;
        }
        if (status.group() == StatusGroup.SUCCESS) {
            return Outcome.SUCCESS;
        }
        return status.group() == StatusGroup.ERROR ? Outcome.FAILURE : Outcome.NOT_TRIED;
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
