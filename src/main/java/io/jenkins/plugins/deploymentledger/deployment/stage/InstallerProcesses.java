package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.util.ProcessTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds the processes of an installation by the cookie in their environment, and ends them; on the machine. */
final class InstallerProcesses {

    private static final int ROUNDS = 5;
    private static final long GRACE_MILLIS = 3_000;

    private InstallerProcesses() {}

    /** Whether a process lives that can be the wrapper of an installation: numbers of dead processes are given again. */
    static boolean isWrapper(long pid, String key) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        // Where the command line is hidden, the number alone has to do.
        return process.get()
                .info()
                .commandLine()
                .map(line -> line.contains(key))
                .orElse(true);
    }

    /** The living processes of an installation that the agent's user may look into. */
    static List<ProcessHandle> find(String key) {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        for (ProcessTree.OSProcess process : ProcessTree.get()) {
            if (key.equals(process.getEnvironmentVariables().get(InstallSpec.COOKIE))) {
                ProcessHandle.of(process.getPid()).ifPresent(handle -> {
                    found.add(handle);
                    handle.descendants().forEach(found::add);
                });
            }
        }
        return found.stream().filter(ProcessHandle::isAlive).toList();
    }

    /**
     * Ends all processes of an installation: asks first, and kills what does not listen.
     *
     * @param pid of the wrapper; null if it is not known
     * @return the numbers of those that are still there
     */
    static List<Long> end(String key, Long pid) throws InterruptedException {
        List<ProcessHandle> living = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            living = withWrapper(key, pid);
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
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static List<ProcessHandle> withWrapper(String key, Long pid) {
        List<ProcessHandle> all = new ArrayList<>(find(key));
        if (pid != null && isWrapper(pid, key)) {
            ProcessHandle.of(pid).stream()
                    .flatMap(wrapper -> Stream.concat(Stream.of(wrapper), wrapper.descendants()))
                    .filter(process -> process.isAlive() && !all.contains(process))
                    .forEach(all::add);
        }
        return all;
    }

    private static void await(List<ProcessHandle> processes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }
}
