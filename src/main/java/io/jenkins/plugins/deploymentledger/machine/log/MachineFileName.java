package io.jenkins.plugins.deploymentledger.machine.log;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Turns the name of a machine into a file name that is valid everywhere and differs for different machines. */
public final class MachineFileName {

    private static final int MAX_READABLE = 120;

    private MachineFileName() {}

    /**
     * The file name for a machine, without an extension.
     *
     * <p>Lower-case letters, digits, hyphens and underscores stand as they are; any other byte of the UTF-8 form as a
     * percent sign and two digits, so that names that differ in case only also differ where file names have no case.
     */
    @NonNull
    public static String of(@NonNull String machine) {
        StringBuilder name = new StringBuilder();
        for (byte b : machine.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
                name.append(c);
            } else {
                name.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return name.length() <= MAX_READABLE
                ? name.toString()
                : name.substring(0, MAX_READABLE) + '~' + digest(machine);
    }

    private static String digest(String machine) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(machine.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
