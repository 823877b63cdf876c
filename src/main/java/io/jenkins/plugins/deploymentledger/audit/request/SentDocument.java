package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The document that a request sends, copied while it is read.
 *
 * <p>Two who send one for the same file at the same moment both find that of the second there when they are done. What each sent is
 * all that tells them apart. For the thread that serves the request.
 */
public final class SentDocument {

    /** A longer document is not kept; files of that length are not compared line by line either. */
    static final int MAX_CHARS = 4 << 20;

    private final StringBuilder text = new StringBuilder(0);
    private boolean whole;
    private boolean tooLong;

    /** A reader of the document that has it copied. */
    @NonNull
    public BufferedReader copying(@NonNull Reader document) {
        return new BufferedReader(new Copying(document));
    }

    /** The document, if all of it was read; once. */
    @NonNull
    public Optional<String> take() {
        Optional<String> taken = whole && !tooLong ? Optional.of(text.toString()) : Optional.empty();
        forget();
        whole = false;
        return taken;
    }

    private void forget() {
        text.setLength(0);
        text.trimToSize();
    }

    private void add(char[] buffer, int offset, int length) {
        tooLong = tooLong || text.length() + length > MAX_CHARS;
        if (tooLong) {
            forget();
        } else {
            text.append(buffer, offset, length);
        }
    }

    /** Copies what is read, by those above it in blocks alone. */
    private final class Copying extends FilterReader {

        Copying(Reader document) {
            super(document);
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(@NonNull char[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0) {
                whole = true;
            } else {
                add(buffer, offset, read);
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
