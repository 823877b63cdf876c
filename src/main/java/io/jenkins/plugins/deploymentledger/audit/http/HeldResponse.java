package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.IntConsumer;

/**
 * Holds a response back until the entries of its request are on disk.
 *
 * <p>An answer is on its way as soon as it is sent, long before the filter gets control again; whoever received it must be able
 * to rely on the entry. Core sends the redirect of some forms before it saves what they changed, and under the lock of what they change:
 * a redirect is kept until the end of the request.
 */
final class HeldResponse extends HttpServletResponseWrapper {

    private final IntConsumer gate;
    private ServletOutputStream stream;
    private PrintWriter writer;
    private String redirect;

    /** @param gate waits, within its bound; called with the status before anything leaves */
    HeldResponse(HttpServletResponse response, IntConsumer gate) {
        super(response);
        this.gate = gate;
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        gate.accept(status);
        super.sendError(status, message);
    }

    @Override
    public void sendError(int status) throws IOException {
        gate.accept(status);
        super.sendError(status);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (isCommitted()) {
            throw new IllegalStateException("The answer has been sent");
        }
        redirect = location;
        // Whoever closes the answer now sends this.
        super.setStatus(SC_FOUND);
        super.setHeader("Location", location);
    }

    @Override
    public boolean isCommitted() {
        return redirect != null || super.isCommitted();
    }

    /** Called at the end of a request that did not break off, when its entries are on disk. */
    void release() throws IOException {
        if (redirect != null && !super.isCommitted()) {
            super.sendRedirect(redirect);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        hold();
        if (writer != null) {
            writer.flush();
        }
        super.flushBuffer();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new HeldStream(super.getOutputStream(), this::hold);
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            // Asking the container for its writer is what settles the encoding in the header.
            PrintWriter inner = super.getWriter();
            writer = new HeldWriter(inner, this::hold);
        }
        return writer;
    }

    private void hold() {
        gate.accept(getStatus());
    }

    /** A writer that waits before it writes. */
    private static final class HeldWriter extends PrintWriter {
        private final Runnable gate;

        HeldWriter(PrintWriter out, Runnable gate) {
            super(out);
            this.gate = gate;
        }

        @Override
        public void write(int c) {
            gate.run();
            super.write(c);
        }

        @Override
        public void write(@NonNull char[] buffer, int off, int len) {
            gate.run();
            super.write(buffer, off, len);
        }

        @Override
        public void write(@NonNull String s, int off, int len) {
            gate.run();
            super.write(s, off, len);
        }

        @Override
        public void flush() {
            gate.run();
            super.flush();
        }

        @Override
        public void close() {
            gate.run();
            super.close();
        }

        @Override
        public boolean checkError() {
            // Of the container's own writer, which knows about the connection.
            return ((PrintWriter) out).checkError();
        }
    }

    /** A stream that waits before it writes. */
    private static final class HeldStream extends ServletOutputStream {
        private final ServletOutputStream out;
        private final Runnable gate;

        HeldStream(ServletOutputStream out, Runnable gate) {
            this.out = out;
            this.gate = gate;
        }

        @Override
        public void write(int b) throws IOException {
            gate.run();
            out.write(b);
        }

        @Override
        public void write(@NonNull byte[] b, int off, int len) throws IOException {
            gate.run();
            out.write(b, off, len);
        }

        @Override
        public void flush() throws IOException {
            gate.run();
            out.flush();
        }

        @Override
        public void close() throws IOException {
            gate.run();
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
