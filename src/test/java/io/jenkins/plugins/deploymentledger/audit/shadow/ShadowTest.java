package io.jenkins.plugins.deploymentledger.audit.shadow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a shadow is read again, and nothing that is not whole. */
class ShadowTest {

    private static final Target JOB = new Target("item", "job", "The job");

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4_096, 4_097, 100_000})
    void whatIsWrittenIsRead(int length) throws IOException {
        byte[] content = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
        byte[] written = new Shadow(JOB, 17, length + 5, "f1", 7, content).format();
        Shadow read = Shadow.parse(written);
        assertEquals(JOB, read.target());
        assertEquals(17, read.modified());
        assertEquals(length + 5, read.size());
        assertEquals("f1", read.fingerprint());
        assertEquals(7, read.rules());
        assertArrayEquals(content, read.redacted());
        assertTrue(written.length < 4_300, "A long one is compressed");
        for (int end : new int[] {0, 1, 6, written.length / 2, written.length - 1}) {
            assertThrows(IOException.class, () -> Shadow.parse(Arrays.copyOf(written, end)), () -> "Cut at " + end);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatAnEarlierVersionWroteIsRead(int version) throws IOException {
        Shadow read = Shadow.parse(ofVersion(version, 17, 5, "f1", "<a/>"));
        assertEquals(JOB, read.target());
        assertEquals(version == 1 ? "" : "f1", read.fingerprint());
        assertEquals("<a/>", new String(read.redacted(), StandardCharsets.UTF_8));
        assertFalse(read.isOfTheseRules(), "It knew fewer secrets");
    }

    /** A shadow as the first two versions wrote it. */
    static byte[] ofVersion(int version, long modified, long size, String fingerprint, String redacted)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(version);
            out.writeUTF("item");
            out.writeUTF("job");
            out.writeUTF("The job");
            out.writeLong(modified);
            out.writeLong(size);
            if (version > 1) {
                out.writeUTF(fingerprint);
            }
            out.write(redacted.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
