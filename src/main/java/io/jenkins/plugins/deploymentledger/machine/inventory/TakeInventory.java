package io.jenkins.plugins.deploymentledger.machine.inventory;

import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import io.jenkins.plugins.deploymentledger.core.fleet.UnreadList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.security.MasterToSlaveCallable;

/**
 * Takes the inventory of the machine on which it runs, within {@link #LIMIT}.
 *
 * <p>What cannot be read becomes a problem in the answer, not a failure of the whole.
 */
public final class TakeInventory extends MasterToSlaveCallable<TakenInventory, RuntimeException> {

    /** How long it may take on the machine, but for the time in which its classes get there. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long serialVersionUID = 1;

    private static final Duration FACTS_LIMIT = Duration.ofSeconds(40);

    /** One for each reading that did not end in time: a machine must not gather another with each inventory. */
    private static final Map<String, Thread> HANGING = new ConcurrentHashMap<>();

    @Override
    public TakenInventory call() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<String> problems = new ArrayList<>();
        Inventory facts = facts(problems);
        List<Software> software = new ArrayList<>();
        List<UnreadList> unread = new ArrayList<>();
        boolean any = false;
        for (SoftwareList list : SoftwareList.all()) {
            long left = deadline - System.nanoTime();
            try {
                Optional<List<Software>> found = within(
                        list.origin(), Duration.ofNanos(Math.max(1, left)), () -> list.read(Duration.ofNanos(left)));
                found.ifPresent(software::addAll);
                any |= found.isPresent();
            } catch (InventoryProblemException e) {
                unread.add(new UnreadList(list.origin(), e.getMessage()));
            }
        }
        if (!any && unread.isEmpty()) {
            unread.add(new UnreadList("software", "no list of installed software was found"));
        }
        unread.forEach(list -> problems.add(list.toString()));
        return new TakenInventory(facts.with(facts.takenAt(), software, unread).limited(), problems);
    }

    private static Inventory facts(List<String> problems) {
        try {
            return within("OSHI", FACTS_LIMIT, OshiFacts::read);
        } catch (InventoryProblemException e) {
            problems.add("OSHI: " + e.getMessage());
            return RuntimeFacts.read();
        }
    }

    /** On a thread of its own, since a system call that hangs, as on a lost network disk, cannot be interrupted. */
    private static <T> T within(String what, Duration limit, Callable<T> reading) throws InventoryProblemException {
        Thread hanging = HANGING.get(what);
        if (hanging != null && hanging.isAlive()) {
            throw new InventoryProblemException("an earlier reading still hangs");
        }
        FutureTask<T> task = new FutureTask<>(reading);
        Thread thread = new Thread(task, "Deployment Ledger inventory");
        thread.setContextClassLoader(TakeInventory.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new InventoryProblemException(
                    cause instanceof InventoryProblemException ? cause.getMessage() : String.valueOf(cause));
        } catch (TimeoutException e) {
            task.cancel(true);
            HANGING.put(what, thread);
            throw new InventoryProblemException("no answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InventoryProblemException("interrupted");
        }
    }
}
