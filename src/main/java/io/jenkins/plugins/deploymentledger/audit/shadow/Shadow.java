package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a configuration file looked like when it was last seen.
 *
 * @param target the object that it configures, as it was called then
 * @param modified the time of its last modification, in milliseconds, which tells cheaply that it is unchanged
 * @param size its length in bytes, likewise
 * @param fingerprint of its content, which tells that for sure; empty if it is not known
 * @param rules by which its secrets were found, see {@link Redactor#RULES}
 * @param redacted its content without secrets
 */
record Shadow(
        @NonNull Target target,
        long modified,
        long size,
        @NonNull String fingerprint,
        int rules,
        @NonNull byte[] redacted) {

    private static final int VERSION = 3;

    /** Had no fingerprint. */
    private static final int FIRST_VERSION = 1;

    /** Did not say by which rules. */
    private static final int SECOND_VERSION = 2;

    /** What was found when shadows did not say by which rules. */
    private static final int FIRST_RULES = 1;

    /** How long one is at most that is not compressed, in bytes. */
    private static final int MAX_PLAIN = 4_096;

    /** Begins one that is not compressed; no compressed one begins so. */
    private static final byte PLAIN = 0;

    /** The sign above and the checksum. */
    private static final int HEADER = 1 + 4;

    /** What it is called may be as long as anybody likes. */
    Shadow {
        target = target.cut();
    }

    @NonNull
    static Shadow parse(@NonNull byte[] bytes) throws IOException {
        boolean plain = bytes.length > HEADER && bytes[0] == PLAIN;
        if (plain && ByteBuffer.wrap(bytes).getInt(1) != checksum(bytes)) {
            throw new IOException("A shadow that was not written to its end");
        }
        try (DataInputStream in = new DataInputStream(
                plain
                        ? new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER)
                        : new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = in.readInt();
            if (version < FIRST_VERSION || version > VERSION) {
                throw new IOException("A shadow of another version");
            }
            Target target = new Target(in.readUTF(), in.readUTF(), in.readUTF());
            long modified = in.readLong();
            long size = in.readLong();
            String fingerprint = version == FIRST_VERSION ? "" : in.readUTF();
            int rules = version <= SECOND_VERSION ? FIRST_RULES : in.readInt();
            return new Shadow(target, modified, size, fingerprint, rules, in.readAllBytes());
        }
    }

    /** Whether its secrets were found as they are now: then it can be compared word for word. */
    boolean isOfTheseRules() {
        return rules == Redactor.RULES;
    }

    /** Short ones are not compressed: a request waits for it, and most of the files take a block of the disk in either case. */
    @NonNull
    byte[] format() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(redacted.length + MAX_PLAIN / 2);
        if (redacted.length > MAX_PLAIN) {
            try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
                write(out);
            }
            return bytes.toByteArray();
        }
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(PLAIN);
        out.writeInt(0);
        write(out);
        byte[] plain = bytes.toByteArray();
        ByteBuffer.wrap(plain).putInt(1, checksum(plain));
        return plain;
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(VERSION);
        out.writeUTF(target.kind());
        out.writeUTF(target.id());
        out.writeUTF(target.name());
        out.writeLong(modified);
        out.writeLong(size);
        out.writeUTF(fingerprint);
        out.writeInt(rules);
        out.write(redacted);
    }

    /** Tells that one was only half written; a compressed one has its own. */
    private static int checksum(byte[] plain) {
        CRC32C checksum = new CRC32C();
        checksum.update(plain, HEADER, plain.length - HEADER);
        return (int) checksum.getValue();
    }
}
