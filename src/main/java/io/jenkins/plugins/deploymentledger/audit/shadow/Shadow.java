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
 * @param redacted its content without secrets
 */
record Shadow(
        @NonNull Target target,
        long modified,
        long size,
        @NonNull byte[] redacted) {

    private static final int VERSION = 1;

    /** What it is called may be as long as anybody likes. */
    Shadow {
        target = target.cut();
    }

    @NonNull
    static Shadow parse(@NonNull byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            if (in.readInt() != VERSION) {
                throw new IOException("A shadow of another version");
            }
            Target target = new Target(in.readUTF(), in.readUTF(), in.readUTF());
            long modified = in.readLong();
            long size = in.readLong();
            return new Shadow(target, modified, size, in.readAllBytes());
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
            out.write(redacted);
        }
        return bytes.toByteArray();
    }
}
