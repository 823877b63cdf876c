package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.ProcessTree;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds the processes of an installation, and ends them; on the machine.
 *
 * <p>They are those that carry its cookie in their environment, the descendants of its wrapper, and on Linux those of the
 * wrapper's session: an installer that clears its environment, or whose parents have ended, is found all the same.
 */
final class InstallerProcesses {

    private static final int ROUNDS = 5;
    private static final long GRACE_MILLIS = 3_000;

    /** How much later than its directory a wrapper may have started. */
    private static final Duration START = Duration.ofMinutes(2);

    private InstallerProcesses() {}

    /**
     * The living processes of an installation that has not ended.
     *
     * @param pid of the wrapper; null if it is not known
     * @param started when the installation began, in milliseconds; null if it is not known
     */
    static Set<ProcessHandle> living(String key, @CheckForNull Long pid, @CheckForNull Long started) {
        Set<ProcessHandle> found = marked(key);
        if (pid != null) {
            wrapper(pid, key, started).ifPresent(wrapper -> {
                found.add(wrapper);
                wrapper.descendants().forEach(found::add);
            });
            addSession(found, pid);
        }
        found.removeIf(process -> !isAlive(process));
        return found;
    }

    /**
     * How many processes an installation that has ended left behind; the wrapper, which takes their output, is none.
     *
     * @param pid of the wrapper; null if it is not known
     * @param started when the installation began, in milliseconds; null if it is not known
     */
    static int leftBehind(String key, @CheckForNull Long pid, @CheckForNull Long started) {
        Set<ProcessHandle> found = marked(key);
        if (pid != null) {
            wrapper(pid, key, started).ifPresent(wrapper -> {
                found.remove(wrapper);
                wrapper.descendants().forEach(found::remove);
            });
        }
        found.removeIf(process -> !isAlive(process));
        return found.size();
    }

    /**
     * Ends all processes of an installation: asks first, and kills what does not listen.
     *
     * @param pid of the wrapper; null if it is not known
     * @param started when the installation began, in milliseconds; null if it is not known
     * @return the numbers of those that are still there
     */
    static List<Long> end(String key, @CheckForNull Long pid, @CheckForNull Long started) throws InterruptedException {
        Set<ProcessHandle> living = Set.of();
        for (int round = 0; round < ROUNDS; round++) {
            // Again each time: until the last has ended, each may have begun others.
            living = living(key, pid, started);
            if (living.isEmpty()) {
                return List.of();
            }
            for (ProcessHandle process : living) {
                if (round == 0) {
                    process.destroy();
                } else {
                    process.destroyForcibly();
                }
            }
            await(living);
        }
        return living.stream()
                .filter(InstallerProcesses::isAlive)
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    /** Those with the cookie, as far as the agent's user may look into them. */
    private static Set<ProcessHandle> marked(String key) {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        for (ProcessTree.OSProcess process : ProcessTree.get()) {
            if (key.equals(process.getEnvironmentVariables().get(InstallSpec.COOKIE))) {
                ProcessHandle.of(process.getPid()).ifPresent(handle -> {
                    found.add(handle);
                    handle.descendants().forEach(found::add);
                });
            }
        }
        return found;
    }

    /** The process that can be the wrapper: the numbers of dead processes are given again. */
    private static Optional<ProcessHandle> wrapper(long pid, String key, Long started) {
        return ProcessHandle.of(pid).filter(InstallerProcesses::isAlive).filter(process -> process.info()
                .commandLine()
                .map(line -> line.contains(key))
                .orElseGet(() -> isStartedWith(process, started)));
    }

    /** Windows tells no command lines. */
    private static boolean isStartedWith(ProcessHandle process, Long started) {
        Optional<Instant> start = process.info().startInstant();
        return start.isEmpty()
                || started == null
                || Duration.between(Instant.ofEpochMilli(started), start.get())
                                .abs()
                                .compareTo(START)
                        < 0;
    }

    /** A session's number is not given again while one of its processes lives, so one that is known vouches for all. */
    private static void addSession(Set<ProcessHandle> found, long pid) {
        List<ProcessHandle> session = LinuxProcess.inSession(pid).stream()
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .toList();
        if (session.stream().anyMatch(found::contains)) {
            found.addAll(session);
        }
    }

    /** Java calls a process alive that has ended, where nobody fetches it, as in a container without an init process. */
    private static boolean isAlive(ProcessHandle process) {
        return process.isAlive()
                && LinuxProcess.of(process.pid()).filter(LinuxProcess::isDead).isEmpty();
    }

    private static void await(Set<ProcessHandle> processes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (processes.stream().anyMatch(InstallerProcesses::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }
}
