package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a configuration file looked like when it was last seen.
 *
 * @param target the object that it configures, as it was called then
 * @param modified the time of its last modification, in milliseconds, which tells cheaply that it is unchanged
 * @param size its length in bytes, likewise
 * @param fingerprint of its content, which tells that for sure; empty if it is not known
 * @param redacted its content without secrets
 */
record Shadow(
        @NonNull Target target,
        long modified,
        long size,
        @NonNull String fingerprint,
        @NonNull byte[] redacted) {

    private static final int VERSION = 2;

    /** Had no fingerprint. */
    private static final int FIRST_VERSION = 1;

    /** What it is called may be as long as anybody likes. */
    Shadow {
        target = target.cut();
    }

    @NonNull
    static Shadow parse(@NonNull byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = in.readInt();
            if (version != VERSION && version != FIRST_VERSION) {
                throw new IOException("A shadow of another version");
            }
            Target target = new Target(in.readUTF(), in.readUTF(), in.readUTF());
            long modified = in.readLong();
            long size = in.readLong();
            String fingerprint = version == FIRST_VERSION ? "" : in.readUTF();
            return new Shadow(target, modified, size, fingerprint, in.readAllBytes());
        }
    }

    @NonNull
    byte[] format() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(VERSION);
            out.writeUTF(target.kind());
            out.writeUTF(target.id());
            out.writeUTF(target.name());
            out.writeLong(modified);
            out.writeLong(size);
            out.writeUTF(fingerprint);
            out.write(redacted);
        }
        return bytes.toByteArray();
    }
}
