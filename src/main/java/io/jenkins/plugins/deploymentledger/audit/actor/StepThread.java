package io.jenkins.plugins.deploymentledger.audit.actor;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Knows the build of a step that a pipeline has run on another thread than its own, if the step asked for something of its build there; and
 * else at least that a step runs.
 *
 * <p>Pipeline has one pool for such steps, and gives each a security context of its own while it runs. So what was asked for within the
 * current context was asked for by the step that runs now. If that was something of several builds, none of them counts.
 */
public final class StepThread {

    /** The names of the pool's threads begin so, whatever a step adds to them. */
    private static final String POOL = "org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution [#";

    private static final ThreadLocal<Asked> ASKED = new ThreadLocal<>();
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /**
     * What was asked for.
     *
     * @param within the security context of then
     * @param of whose it was; refers to none if it was of several builds, so that it is not known which of them the step belongs to
     */
    private record Asked(WeakReference<SecurityContext> within, WeakReference<Run<?, ?>> of) {

        boolean isNow() {
            return within.refersTo(SecurityContextHolder.getContext());
        }

        Optional<Run<?, ?>> build() {
            return Optional.ofNullable(of.get());
        }
    }

    private StepThread() {}

    /** Whether the current thread is one that Pipeline has for steps. */
    public static boolean isCurrent() {
        return Thread.currentThread().getName().startsWith(POOL);
    }

    /** Notes that something of a build was asked for on the current thread, which is one of those for steps. */
    public static void asked(@NonNull Run<?, ?> build) {
        Asked before = ASKED.get();
        if (before == null || !before.isNow()) {
            ASKED.set(new Asked(new WeakReference<>(SecurityContextHolder.getContext()), new WeakReference<>(build)));
        } else if (before.build().filter(build::equals).isEmpty()) {
            ASKED.set(new Asked(before.within(), new WeakReference<>(null)));
        }
    }

    /** The build of the step that runs on the current thread; empty if none does, or it is not surely known. */
    @NonNull
    static Optional<Run<?, ?>> build() {
        Asked asked = isCurrent() ? ASKED.get() : null;
        return asked == null || !asked.isNow() ? Optional.empty() : asked.build();
    }

    /** The type of the step whose code the current thread is in, if it executes one. */
    @NonNull
    public static Optional<String> type() {
        List<Class<?>> steps = STACK.walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                .filter(StepThread::isStep)
                .toList());
        return steps.stream().anyMatch(StepExecution.class::isAssignableFrom)
                ? Optional.of(steps.get(0).getName())
                : Optional.empty();
    }

    private static boolean isStep(Class<?> type) {
        return StepExecution.class.isAssignableFrom(type) || Step.class.isAssignableFrom(type);
    }
}
