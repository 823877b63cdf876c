package io.jenkins.plugins.deploymentledger.audit.actor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import hudson.model.Executor;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds who is behind a build, through the builds that triggered it. */
public final class BuildInitiator {

    /** How long a chain of upstream builds is followed; Jenkins itself keeps no more than ten. */
    private static final int MAX_CHAIN = 16;

    /** How many causes beside each other are told of. */
    private static final int MAX_WIDTH = 20;

    private BuildInitiator() {}

    /**
     * Who began the chain of events that led to these causes.
     *
     * <p>A user where a user is named; of an automatic build the name of what triggered it, such as "Timer trigger" [L5].
     */
    @NonNull
    public static Identity of(@NonNull List<Cause> causes) {
        // Some causes tell some readers less; what is recorded does not depend on who happens to act.
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return of(causes, 0);
        }
    }

    private static Identity of(List<Cause> causes, int depth) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user) {
                String id = user.getUserId();
                return id == null ? Identities.ANONYMOUS : Identities.ofUser(id);
            }
        }
        for (Cause cause : causes) {
            if (cause instanceof Cause.UpstreamCause upstream && depth < MAX_CHAIN) {
                if (!upstream.getUpstreamCauses().isEmpty()) {
                    return of(upstream.getUpstreamCauses(), depth + 1);
                }
                String name = upstream.getUpstreamProject() + " #" + upstream.getUpstreamBuild();
                return new Identity(name, name);
            }
            if (cause instanceof Cause.RemoteCause) {
                return new Identity("trigger.remote", "Remote trigger");
            }
        }
        return causes.isEmpty() ? Identities.SYSTEM : ofTrigger(causes.get(0));
    }

    /**
     * The chain of what led to these causes, as {@code UpstreamCause up#7 (UpstreamCause first#3 (UserIdCause))}: each upstream build
     * is the target of an entry of its own.
     */
    @NonNull
    public static String chain(@NonNull List<Cause> causes) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return chain(causes, 0);
        }
    }

    private static String chain(List<Cause> causes, int depth) {
        return causes.stream()
                .map(cause -> link(cause, depth))
                .distinct()
                .limit(MAX_WIDTH)
                .collect(Collectors.joining(", "));
    }

    private static String link(Cause cause, int depth) {
        String type = cause.getClass().getSimpleName();
        if (!(cause instanceof Cause.UpstreamCause upstream)) {
            return type;
        }
        String build = type + ' ' + upstream.getUpstreamProject() + '#' + upstream.getUpstreamBuild();
        List<Cause> further = upstream.getUpstreamCauses();
        return further.isEmpty() || depth >= MAX_CHAIN ? build : build + " (" + chain(further, depth + 1) + ')';
    }

    /** An application is known by its class, and called as the class is: {@code TimerTriggerCause} is "Timer trigger". */
    private static Identity ofTrigger(Cause cause) {
        String type = cause.getClass().getSimpleName();
        String stem = type.endsWith("Cause") && type.length() > 5 ? type.substring(0, type.length() - 5) : type;
        String words = stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        String plain = words.isEmpty()
                ? cause.getClass().getName()
                : words.charAt(0) + words.substring(1).toLowerCase(java.util.Locale.ROOT);
        // So that whoever looks for the owner's name finds it.
        String name = cause instanceof OnBehalf owned ? plain + " of " + owned.getOwner() : plain;
        return new Identity("trigger." + cause.getClass().getName(), name);
    }

    /** In whose name the first of these causes acts that acts in anybody's; empty if none does. */
    @NonNull
    public static Optional<Identity> owner(@NonNull List<Cause> causes) {
        return causes.stream()
                .filter(OnBehalf.class::isInstance)
                .map(cause -> Identities.ofUser(((OnBehalf) cause).getOwner()))
                .findFirst();
    }

    /** The build on whose behalf the calling thread works, if it is an executor's, or runs the script of a pipeline or a step of it. */
    @NonNull
    public static Optional<Run<?, ?>> currentRun() {
        Executor executor = Executor.currentExecutor();
        Queue.Executable executable = executor == null ? null : executor.getCurrentExecutable();
        Run<?, ?> run = runOf(executable);
        return run != null
                ? Optional.of(run)
                : PipelineThread.build(Thread.currentThread().getName()).or(StepThread::build);
    }

    @CheckForNull
    private static Run<?, ?> runOf(@CheckForNull Queue.Executable executable) {
        Queue.Executable at = executable;
        for (int depth = 0; at != null && depth < MAX_CHAIN; depth++) {
            if (at instanceof Run<?, ?> run) {
                return run;
            }
            at = at.getParentExecutable();
        }
        return null;
    }
}
