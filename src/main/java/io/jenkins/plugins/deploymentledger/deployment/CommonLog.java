package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.ConsoleNote;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.analysis.CommonLine;
import io.jenkins.plugins.deploymentledger.core.analysis.FailureGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the logs of machines that failed alike have in common: of the first {@value #MACHINES} of them, the last {@value #LINES} lines
 * of each.
 */
@Restricted(NoExternalUse.class) // used by Jelly
public final class CommonLog {

    /** How many machines are looked at. */
    static final int MACHINES = 20;

    /** How many lines of each. */
    static final int LINES = 200;

    /** Within how many bytes at the end of the log. */
    private static final int BYTES = 32 << 10;

    private static final Logger LOGGER = Logger.getLogger(CommonLog.class.getName());

    private final String key;
    private final int machines;
    private final List<CommonLine> lines;

    private CommonLog(String key, int machines, List<CommonLine> lines) {
        this.key = key;
        this.machines = machines;
        this.lines = lines;
    }

    /** Reads the ends of the logs of a group of a run's machines. */
    @NonNull
    static CommonLog of(@NonNull DeploymentRun run, @NonNull FailureGroup group) {
        RunFiles files = RunFiles.of(run);
        Map<String, List<String>> logs = new LinkedHashMap<>();
        for (MachineProgress machine : group.machines()) {
            if (logs.size() == MACHINES) {
                break;
            }
            List<String> lines = end(files.log(machine.ordinal()));
            if (!lines.isEmpty()) {
                logs.put(machine.machine(), lines);
            }
        }
        List<String> secrets = SensitiveValues.of(run);
        return new CommonLog(
                group.signature().key(),
                logs.size(),
                CommonLine.of(logs).stream()
                        .map(line -> new CommonLine(Redaction.masked(line.text(), secrets), line.machines()))
                        .toList());
    }

    private static List<String> end(Path log) {
        try (FileChannel channel = FileChannel.open(log)) {
            long from = Math.max(0, channel.size() - BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
                // There is more.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            List<String> lines =
                    new ArrayList<>(ConsoleNote.removeNotes(text).lines().toList());
            if (from > 0 && lines.size() > 1) {
                // It begins somewhere in a line.
                lines.remove(0);
            }
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + log);
            return List.of();
        }
    }

    /** The key of what the machines have in common besides, as it stands in a query. */
    @NonNull
    public String getKey() {
        return key;
    }

    /** How many logs were looked at. */
    public int getMachines() {
        return machines;
    }

    /** The lines that most of them have; empty if there are none, or fewer than two logs. */
    @NonNull
    public List<Line> getLines() {
        return lines.stream().map(Line::new).toList();
    }

    /**
     * A line for Jelly.
     *
     * @param line what it is
     */
    public record Line(@NonNull CommonLine line) {

        /** The line as the first machine has it. */
        @NonNull
        public String getText() {
            return line.text();
        }

        /** How many of the machines have it. */
        public int getMachines() {
            return line.machines();
        }
    }
}
