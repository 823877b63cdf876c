package io.jenkins.plugins.deploymentledger.audit.health;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.jenkinsci.Symbol;

/**
 * Warns administrators when the trail is not what it should be: it cannot be written, entries were lost, its disk is nearly full,
 * or what a {@link TrailProblem} knows.
 */
@Extension
@Symbol("auditTrailMonitor")
public final class LedgerMonitor extends AdministrativeMonitor {

    private static final String MIN_FREE = "io.jenkins.plugins.deploymentledger.audit.minFreeMegabytes";
    private static final long DEFAULT_MIN_FREE = 512;
    private static final long MEGABYTE = 1L << 20;

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.LedgerMonitor_displayName();
    }

    @Override
    public boolean isSecurity() {
        return true;
    }

    @Override
    @NonNull
    public Permission getRequiredPermission() {
        return Jenkins.ADMINISTER;
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** What is wrong, one sentence each; empty if all is well. Asked for each page of an administrator: no disk and no network. */
    @NonNull
    public List<String> getProblems() {
        List<String> problems = new ArrayList<>();
        Optional<Recorder> recorder = Recorder.find();
        if (recorder.isEmpty()) {
            return List.of();
        }
        if (!recorder.get().trail().isWritable()) {
            problems.add(
                    Messages.LedgerMonitor_notWritable(recorder.get().trail().problem()));
        }
        if (recorder.get().lost() > 0) {
            problems.add(Messages.LedgerMonitor_lost(recorder.get().lost()));
        }
        if (Hook.failures() > 0) {
            problems.add(Messages.LedgerMonitor_failures(Hook.failures()));
        }
        FreeSpace.last().stream()
                .map(bytes -> bytes / MEGABYTE)
                .filter(free -> free < SystemProperties.getLong(MIN_FREE, DEFAULT_MIN_FREE))
                .forEach(free -> problems.add(Messages.LedgerMonitor_diskFull(free)));
        for (TrailProblem further : ExtensionList.lookup(TrailProblem.class)) {
            problems.addAll(further.getProblems());
        }
        return problems;
    }
}
