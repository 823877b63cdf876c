package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document that a request or a command sends, copied while it is read.
 *
 * <p>Two who send one for the same file at the same moment both find that of the second there when they are done. What each sent is
 * all that tells them apart. For the thread that serves the request.
 */
public final class SentDocument {

    /** A longer document is not kept; files of that length are not compared line by line either. */
    static final int MAX_CHARS = 4 << 20;

    private static final int IN_DECLARATION = 200;
    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([\\w.-]+)[\"']");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final StringBuilder text = new StringBuilder(0);
    private Consumer<String> whenRead = read -> {};
    private int given;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private boolean whole;
    private boolean tooLong;

    /**
     * A reader of the document that has it copied.
     *
     * @param most how long it is at most, in chars, for somebody to be given it
     * @param then is given the document when all of it was read
     */
    @NonNull
    public BufferedReader copying(@NonNull Reader document, int most, @NonNull Consumer<String> then) {
        given = most;
        whenRead = then;
        return new BufferedReader(new Copying(document));
    }

    /** A stream of the document, which is XML, that has it copied. */
    @NonNull
    public InputStream copying(@NonNull InputStream document) {
        return new CopyingStream(document);
    }

    /** The document, if all of it was read, and it is known which letters its bytes are; once. */
    @NonNull
    public Optional<String> take() {
        Optional<String> taken = whole && !tooLong
                ? bytes.size() == 0 ? Optional.of(text.toString()) : decode(bytes.toByteArray())
                : Optional.empty();
        forget();
        whole = false;
        return taken;
    }

    private void forget() {
        text.setLength(0);
        text.trimToSize();
        bytes = new ByteArrayOutputStream(0);
    }

    /** Of encodings that are no extension of ASCII nothing is known. */
    private static Optional<String> decode(byte[] document) {
        String beginning =
                new String(document, 0, Math.min(IN_DECLARATION, document.length), StandardCharsets.ISO_8859_1);
        Matcher encoding = ENCODING.matcher(beginning);
        try {
            Charset charset = encoding.find() ? Charset.forName(encoding.group(1)) : StandardCharsets.UTF_8;
            String decoded = new String(document, charset);
            return beginning.contains("<") && beginning.indexOf('\0') < 0
                    ? Optional.of(decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void add(char[] buffer, int offset, int length) {
        tooLong = tooLong || text.length() + length > MAX_CHARS;
        if (tooLong) {
            forget();
        } else {
            text.append(buffer, offset, length);
        }
    }

    private void add(byte[] buffer, int offset, int length) {
        tooLong = tooLong || bytes.size() + length > MAX_CHARS;
        if (tooLong) {
            forget();
        } else {
            bytes.write(buffer, offset, length);
        }
    }

    /** Copies the bytes that are read. */
    private final class CopyingStream extends FilterInputStream {

        CopyingStream(InputStream document) {
            super(document);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(@NonNull byte[] buffer, int offset, int length) throws IOException {
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
            if (read >= 0) {
                add(buffer, offset, read);
            } else if (!whole) {
                whole = true;
                if (!tooLong && text.length() <= given) {
                    whenRead.accept(text.toString());
                }
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
