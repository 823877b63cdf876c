package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.util.SystemProperties;

/**
 * The threads of all deployments on this controller: as many as the system property
 * {@code io.jenkins.plugins.deploymentledger.threads} says (20 by default) for the work on machines, as many as
 * {@code io.jenkins.plugins.deploymentledger.transfers} says (20 by default) for binaries that are on their way, and
 * three more.
 *
 * <p>A binary has a thread of its own, so that a slow link never delays the end of an install command elsewhere.
 *
 * <p>They end when they have had nothing to do for a minute, and with Jenkins.
 */
@Extension
public final class DeploymentThreads {

    private static final int DEFAULT_THREADS = 20;

    private static final int DEFAULT_TRANSFERS = 20;

    private final ThreadPoolExecutor workers = pool(
            "Deployment worker",
            SystemProperties.getInteger("io.jenkins.plugins.deploymentledger.threads", DEFAULT_THREADS));
    private final ThreadPoolExecutor senders = pool(
            "Deployment sender",
            SystemProperties.getInteger("io.jenkins.plugins.deploymentledger.transfers", DEFAULT_TRANSFERS));
    private final ThreadPoolExecutor journals = pool("Deployment journal", 2);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named("Deployment clock"));

    /** Prepares the pools; no thread is started before there is work. */
    public DeploymentThreads() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(1, TimeUnit.MINUTES);
        clock.allowCoreThreadTimeOut(true);
    }

    /** The threads of this controller. */
    @NonNull
    public static DeploymentThreads get() {
        return ExtensionList.lookupSingleton(DeploymentThreads.class);
    }

    /** For the work on machines; bounded, and its queue is bounded by the concurrency of the runs. */
    @NonNull
    public Executor workers() {
        return workers;
    }

    /** For sending binaries, which blocks; bounded like the {@link #workers()}. */
    @NonNull
    public Executor senders() {
        return senders;
    }

    /** For writing journals. */
    @NonNull
    public Executor journals() {
        return journals;
    }

    /** For what is to be done later; hands long work to {@link #workers()}. */
    @NonNull
    public ScheduledExecutorService clock() {
        return clock;
    }

    /** Ends all threads. */
    @Terminator(after = TermMilestone.STARTED, requires = "deployment-ledger-runs-suspended")
    public static void end() {
        ExtensionList.lookup(DeploymentThreads.class).forEach(DeploymentThreads::shutdown);
    }

    private void shutdown() {
        clock.shutdownNow();
        workers.shutdownNow();
        senders.shutdownNow();
        journals.shutdown();
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static NamingThreadFactory named(String name) {
        return new NamingThreadFactory(new DaemonThreadFactory(), name);
    }
}
