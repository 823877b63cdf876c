package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Brings the output of one install command into the machine's log, piece by piece, as far as the log has room. */
final class OutputFollower {

    private static final int PIECE = 256 << 10;
    private static final int TAIL = 2_048;
    private static final int MAX_LINE = 200;

    /** Colours and cursor movements of a terminal (ECMA-48), and any other control character. */
    private static final Pattern CONTROL = Pattern.compile("\\u001b\\[[0-?]*[ -/]*[@-~]|\\p{Cntrl}");

    private final MachineLog log;
    private long offset;
    private byte[] tail = {};
    private boolean cut;

    OutputFollower(MachineLog log) {
        this.log = log;
        this.offset = log.outputOffset();
    }

    long offset() {
        return offset;
    }

    /** How much of the output is wanted next, in bytes. */
    int wanted() {
        return (int) Math.max(0, Math.min(PIECE, MachineLog.MAX_OUTPUT - offset));
    }

    /** Takes the next piece; tells whether there is more at once. */
    boolean take(InstallerState state) {
        byte[] output = state.output();
        if (output.length > 0) {
            offset += output.length;
            log.output(output, offset);
            byte[] joined = Arrays.copyOf(tail, tail.length + output.length);
            System.arraycopy(output, 0, joined, tail.length, output.length);
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
        }
        if (wanted() == 0 && !cut) {
            cut = true;
            log.cut();
        }
        return output.length > 0 && wanted() > 0 && state.outputSize() > offset;
    }

    /** The last line that is not blank; empty if there is none. */
    String lastLine() {
        String last = "";
        for (String line : new String(tail, StandardCharsets.UTF_8).lines().toList()) {
            String text = CONTROL.matcher(line).replaceAll("").strip();
            last = text.isEmpty() ? last : text;
        }
        return last.length() <= MAX_LINE ? last : last.substring(0, MAX_LINE) + '…';
    }
}
