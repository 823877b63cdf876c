package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.AnnotatedLargeText;
import hudson.console.PlainTextConsoleOutputStream;
import hudson.model.ModelObject;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** The page of one machine in a run: every step of its three stages, its log, and its inventory. */
public final class MachineDeployment implements ModelObject {

    private final DeploymentRun run;
    private final MachineProgress machine;
    private final RunFiles files;

    MachineDeployment(DeploymentRun run, MachineProgress machine) {
        this.run = run;
        this.machine = machine;
        this.files = RunFiles.of(run);
    }

    /** The run. */
    @NonNull
    public DeploymentRun getRun() {
        return run;
    }

    @Override
    public String getDisplayName() {
        return machine.machine();
    }

    /** The page with all that the machine has seen: its URL below the root of Jenkins. */
    @NonNull
    public String getMachineUrl() {
        return Machines.pageUrl(machine.machine());
    }

    /** The machine as the run's table shows it. */
    @NonNull
    public MachineRow getRow() {
        return new MachineRow(run, machine, run.snapshot(), Instant.now());
    }

    /** The stages that have begun, each with its steps. */
    @NonNull
    public List<StageView> getStages() {
        List<RolloutEvent.ActionTaken> actions = run.actions(machine.machine());
        Instant now = Instant.now();
        return Arrays.stream(Stage.values())
                .filter(stage -> machine.stage(stage).isPresent())
                .map(stage -> new StageView(
                        stage,
                        machine.stages().get(stage),
                        actions.stream()
                                .filter(action -> action.stage() == stage)
                                .toList(),
                        now))
                .toList();
    }

    /** Whether nothing more will happen on the machine in this run. */
    public boolean isDone() {
        return machine.status().isFinal() || !run.isBuilding();
    }

    /** What the machine was and had after the installation; null where that is not known. */
    @CheckForNull
    public Inventory getInventory() {
        return files.inventory(machine.ordinal());
    }

    /** What the machine's inventory shows to have changed; null where that is not known. */
    @CheckForNull
    public InventoryDifference getDifference() {
        return files.difference(machine.ordinal());
    }

    /** Whether the install command, or this plugin, wrote anything. */
    public boolean isLogged() {
        return Files.exists(files.log(machine.ordinal()));
    }

    /** What the install command wrote; grows while it runs. Part of the URL. */
    @NonNull
    public AnnotatedLargeText<MachineDeployment> getLogText() {
        Path log = files.log(machine.ordinal());
        return new AnnotatedLargeText<>(log.toFile(), StandardCharsets.UTF_8, isDone(), this);
    }

    /** The log as plain text. */
    @GET
    public void doLog(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        if (isLogged()) {
            try (OutputStream plain = new PlainTextConsoleOutputStream(response.getOutputStream())) {
                Files.copy(files.log(machine.ordinal()), plain);
            }
        }
    }

    /** The URL of the log, below the page. */
    @Restricted(DoNotUse.class) // used by Jelly
    public String getLogUrl() {
        return getRow().getUrl() + "log";
    }
}
