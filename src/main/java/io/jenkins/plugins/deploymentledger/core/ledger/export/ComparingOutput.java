package io.jenkins.plugins.deploymentledger.core.ledger.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written to it with what another stream has, and counts lines, to name the first that differs. */
final class ComparingOutput extends OutputStream {

    private final InputStream expected;
    private long line = 1;

    ComparingOutput(InputStream expected) {
        this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        byte[] there = expected.readNBytes(count);
        int mismatch = Arrays.mismatch(there, 0, there.length, bytes, offset, offset + count);
        int same = mismatch < 0 ? count : mismatch;
        for (int i = 0; i < same; i++) {
            if (bytes[offset + i] == '\n') {
                line++;
            }
        }
        if (mismatch >= 0) {
            throw there.length < count && mismatch == there.length
                    ? new DifferenceException("it ends in line " + line + ", before the ledger's rows do")
                    : new DifferenceException("line " + line + " is not what the ledger has");
        }
    }

    /** Makes sure that the other stream has no more. */
    void end() throws IOException {
        if (expected.read() >= 0) {
            throw new DifferenceException("line " + line + " and what follows is not in the ledger");
        }
    }

    /** Says where the streams differ first. */
    static final class DifferenceException extends EOFException {

        private static final long serialVersionUID = 1;

        DifferenceException(String message) {
            super(message);
        }
    }
}
