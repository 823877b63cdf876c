package io.jenkins.plugins.deploymentledger.audit.health;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    private static final Logger LOGGER = Logger.getLogger(LedgerMonitor.class.getName());
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

    /** What is wrong, one sentence each; empty if all is well. */
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
        long free = freeMegabytes();
        if (free < SystemProperties.getLong(MIN_FREE, DEFAULT_MIN_FREE)) {
            problems.add(Messages.LedgerMonitor_diskFull(free));
        }
        for (TrailProblem further : ExtensionList.lookup(TrailProblem.class)) {
            problems.addAll(further.getProblems());
        }
        return problems;
    }

    private static long freeMegabytes() {
        try {
            return Files.getFileStore(Jenkins.get().getRootDir().toPath()).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The free space of the disk is not to be known", e);
            return Long.MAX_VALUE;
        }
    }
}
