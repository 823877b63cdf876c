package io.jenkins.plugins.deploymentledger.core.change.secret;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Replaces the secrets in single texts by {@code [secret 1a2b3c4d5e6f]}: scripts, arguments, parameters, headers.
 *
 * <p>What has been redacted once stays as it is when it is redacted again. In doubt too much is replaced. Never throws on
 * any text; takes time in proportion to its length: a text that would need more than {@link Text} allows is replaced as a whole. Immutable, and safe for use by several threads as far as the
 * {@link Decryption} is.
 */
public final class Redactor {

    /**
     * Which rules these are. To be raised with every change of what is found, or of how far it goes: what was redacted by other rules may
     * hold what is a secret now, and cannot be compared word for word.
     */
    public static final int RULES = 4;

    static final List<SecretPattern> PATTERNS = List.of(
            new PemPattern(),
            new EncryptedPattern(),
            new UrlPattern(),
            AssignmentPattern.ANYWHERE,
            new MarkupPattern(),
            new CallPattern(),
            new StatementPattern(),
            new EncodedPattern(),
            new OptionPattern(),
            new CommandPattern(),
            new PipedPattern(),
            new KeptPattern(),
            new LogonPattern(),
            new BearerPattern(),
            new TokenPattern());

    /** Redacting may bring two parts together that are only then seen as a secret. */
    private static final int MAX_ROUNDS = 4;

    private static final int MIN_TEXT = 4;

    /** How much of a text is searched of which less is kept, in chars. */
    private static final int SEARCHED = 1 << 16;

    /** How much of what is not searched to its end is left out, since it may be half a secret. */
    private static final int MARGIN = 4_096;

    private static final char FILLER = '\uFFFC';

    private final Fingerprint fingerprint;
    private final Decryption decryption;
    private final List<SecretPattern> patterns;

    /** The same for texts that people read. */
    private final List<SecretPattern> inDescriptions;

    /**
     * @param fingerprint makes what stands in place of a secret
     * @param decryption knows the plain text of encrypted values
     */
    public Redactor(@NonNull Fingerprint fingerprint, @NonNull Decryption decryption) {
        this(fingerprint, decryption, PATTERNS);
    }

    private Redactor(Fingerprint fingerprint, Decryption decryption, List<SecretPattern> patterns) {
        this.fingerprint = fingerprint;
        this.decryption = decryption;
        this.patterns = List.copyOf(patterns);
        this.inDescriptions = patterns.stream()
                .map(pattern -> pattern == AssignmentPattern.ANYWHERE ? AssignmentPattern.IN_DESCRIPTIONS : pattern)
                .toList();
    }

    /**
     * A redactor that also replaces these secrets wherever they stand, as they are and in their common encodings (base64,
     * hexadecimal, escaped for URLs, XML and JSON).
     *
     * @param secrets in plain text; those of fewer than four characters are passed over
     */
    @NonNull
    public Redactor knowing(@NonNull Collection<String> secrets) {
        if (secrets.isEmpty()) {
            return this;
        }
        List<SecretPattern> more = new ArrayList<>(patterns);
        more.add(new KnownSecrets(secrets));
        return new Redactor(fingerprint, decryption, more);
    }

    /** The text with the secrets in it replaced; the very same text if there are none. */
    @NonNull
    public String text(@NonNull String text) {
        return text(text, patterns);
    }

    /**
     * The beginning of a text, with the secrets in it replaced before it is cut: half a secret would not be known for one.
     *
     * @param most how many chars are kept; where there are more, an ellipsis follows
     */
    @NonNull
    public String beginning(@NonNull String text, int most) {
        int searched = Math.max(SEARCHED, most + MARGIN);
        boolean whole = text.length() <= searched;
        String redacted = text(whole ? text : text.substring(0, searched));
        int end = whole ? redacted.length() : Math.max(0, redacted.length() - MARGIN);
        if (whole && end <= most) {
            return redacted;
        }
        end = Math.min(end, most);
        int marker = redacted.lastIndexOf(Fingerprint.MARKER_START, end);
        if (marker >= 0 && marker + Fingerprint.MARKER_LENGTH > end) {
            end = marker;
        }
        return redacted.substring(0, end) + '\u2026';
    }

    private String text(String text, List<SecretPattern> by) {
        String redacted = text;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String before = redacted;
            redacted = once(before, by);
            if (redacted.equals(before)) {
                break;
            }
        }
        return redacted;
    }

    /**
     * The value of something that has a name: a parameter, a variable, a header, a field.
     *
     * @param name what it is called; if that announces a secret, the whole value is replaced
     * @param value may hold secrets whatever its name
     */
    @NonNull
    public String named(@NonNull String name, @NonNull String value) {
        if (SecretNames.saysSecret(name)) {
            return secret(value);
        }
        if (SecretNames.saysDigest(name) && Digests.isDigest(value)) {
            return value;
        }
        return SecretNames.saysDescription(name) ? text(value, inDescriptions) : text(value);
    }

    /**
     * The arguments of a command, each redacted in the light of those before it.
     *
     * @param arguments as they were given, perhaps with the command's name first
     * @return as many
     */
    @NonNull
    public List<String> arguments(@NonNull List<String> arguments) {
        List<String> redacted = new ArrayList<>(arguments.size());
        String command =
                arguments.isEmpty() ? "" : arguments.get(0) + ' ' + (arguments.size() > 1 ? arguments.get(1) : "");
        String before = "";
        for (String argument : arguments) {
            redacted.add(argument(command, before, argument));
            before = argument;
        }
        return List.copyOf(redacted);
    }

    /**
     * What stands in place of a value that is secret as a whole; empty values, booleans and references to variables stay.
     *
     * @param value encrypted or plain: both forms of one secret have the same fingerprint
     */
    @NonNull
    public String secret(@NonNull String value) {
        if (Placeholder.is(value) || Fingerprint.isMarker(value)) {
            return value;
        }
        return fingerprint.marker(plain(value));
    }

    /** The plain text of a secret value; the value itself if it is not encrypted or cannot be decrypted. */
    @NonNull
    public String plain(@NonNull String value) {
        String stripped = value.strip();
        return EncryptedPattern.mayBeEncrypted(stripped)
                ? decryption.plain(stripped).orElse(value)
                : value;
    }

    /** Twelve hexadecimal digits that stand for these bytes. */
    @NonNull
    public String fingerprint(@NonNull byte[] content) {
        return fingerprint.of(content);
    }

    private String argument(String command, String before, String argument) {
        Options.Kind announced = Options.of(before, command).kind();
        if (announced == Options.Kind.SECRET) {
            return secret(argument);
        }
        if (announced == Options.Kind.USER) {
            return behind(argument, Options.secretOf(argument, command));
        }
        Options.Meaning meaning = Options.of(argument, command);
        String attached = argument.substring(meaning.length());
        return switch (meaning.kind()) {
            case ATTACHED, PROBABLY_ATTACHED -> behind(argument, meaning.length());
            case ATTACHED_USER -> behind(argument, meaning.length() + Options.secretOf(attached, command));
            default -> text(argument);
        };
    }

    /** An argument that is secret from some place on; from none if that is its beginning. */
    private String behind(String argument, int place) {
        return place == 0 ? text(argument) : argument.substring(0, place) + secret(argument.substring(place));
    }

    private String once(String text, List<SecretPattern> by) {
        if (text.length() < MIN_TEXT) {
            return text;
        }
        boolean plain = !text.contains(Fingerprint.MARKER_START) && text.indexOf(FILLER) < 0;
        Text visible = new Text(plain ? text : withoutMarkers(text));
        Spans spans = new Spans();
        try {
            for (SecretPattern pattern : by) {
                pattern.find(visible, spans);
            }
        } catch (Text.Exhausted e) {
            // Nobody knows what else is in it.
            return fingerprint.marker(text);
        }
        return spans.isEmpty() ? text : replaced(text, visible.toString(), spans);
    }

    /** Puts a filler in place of each marker, which belongs to no name, no word and no quotes. */
    private static String withoutMarkers(String text) {
        char[] visible = text.replace(FILLER, '\uFFFD').toCharArray();
        Matcher markers = Fingerprint.MARKER.matcher(text);
        while (markers.find()) {
            Arrays.fill(visible, markers.start(), markers.end(), FILLER);
        }
        return new String(visible);
    }

    private String replaced(String text, String visible, Spans spans) {
        StringBuilder redacted = new StringBuilder(text.length());
        int done = 0;
        for (Spans.Span span : spans.merged()) {
            redacted.append(text, done, span.start());
            done = span.end();
            int start = span.start();
            while (start < span.end()) {
                boolean marker = visible.charAt(start) == FILLER;
                int end = start;
                while (end < span.end() && (visible.charAt(end) == FILLER) == marker) {
                    end++;
                }
                String part = text.substring(start, end);
                redacted.append(marker || part.isBlank() ? part : fingerprint.marker(plain(part)));
                start = end;
            }
        }
        return redacted.append(text, done, text.length()).toString();
    }
}
