package io.jenkins.plugins.deploymentledger.core.change.secret;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says whether a name announces a secret: of an element, an attribute, a parameter, a variable, a header or an option.
 *
 * <p>Names are taken apart into words ({@code apiToken}, {@code API_TOKEN}, {@code api-token}), and the last words count
 * most: {@code passwordFile} and {@code tokenCredentialsId} only point to a secret.
 */
public final class SecretNames {

    private static final int MAX_LENGTH = 256;

    /** How many names are remembered: a configuration has few, each of them many times. */
    private static final int MAX_KNOWN = 4_096;

    private static final Map<String, Says> KNOWN = new ConcurrentHashMap<>();

    /** What a name says. */
    private record Says(boolean secret, boolean digest, boolean harmless, boolean value) {}

    private SecretNames() {}

    /**
     * Whether what has this name is a secret.
     *
     * @param name such as {@code apiToken}, {@code DB_PASSWORD}, {@code X-Api-Key} or {@code --password}
     */
    public static boolean saysSecret(@NonNull String name) {
        return name.length() <= MAX_LENGTH && says(name).secret();
    }

    /** Whether what has this name is a digest or an identifier, which looks random and is public. */
    public static boolean saysDigest(@NonNull String name) {
        return says(name).digest();
    }

    /** Whether what has this name only speaks about a secret, such as an id, a name or a date. */
    public static boolean saysHarmless(@NonNull String name) {
        return says(name).harmless();
    }

    /** Whether what has this name holds the value of the name beside it, such as {@code value} or {@code defaultValue}. */
    public static boolean saysValue(@NonNull String name) {
        return says(name).value();
    }

    /** Whether what has this name is a text for people, in which {@code Password:} may be a label before a sentence. */
    public static boolean saysDescription(@NonNull String name) {
        return SecretWords.DESCRIPTIONS.contains(name);
    }

    private static Says says(String whole) {
        String name = whole.length() > MAX_LENGTH ? whole.substring(0, MAX_LENGTH) : whole;
        Says known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (KNOWN.size() >= MAX_KNOWN) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(name, SecretNames::judge);
    }

    private static Says judge(String name) {
        List<String> words = words(name);
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        return new Says(
                isSecret(name, plain(words)),
                SecretWords.DIGESTS.contains(last)
                        || words.size() > 1
                                && SecretWords.DIGESTS.contains(
                                        String.join("", words.subList(words.size() - 2, words.size()))),
                SecretWords.HARMLESS.contains(last),
                SecretWords.VALUES.contains(last));
    }

    /** The words without what only counts or tells apart: {@code token2}, {@code pass_1}, {@code DB_PASS_PROD}. */
    private static List<String> plain(List<String> words) {
        List<String> plain = new ArrayList<>(words.size());
        for (String word : words) {
            int end = word.length();
            while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
                end--;
            }
            if (end > 0) {
                plain.add(word.substring(0, end));
            }
        }
        while (plain.size() > 1 && SecretWords.QUALIFIERS.contains(plain.get(plain.size() - 1))) {
            plain.remove(plain.size() - 1);
        }
        return plain;
    }

    private static boolean isSecret(String name, List<String> words) {
        if (name.length() < 2 || name.equals("PWD") || words.isEmpty()) {
            return false;
        }
        if (name.endsWith("sonar.login")) {
            // Takes a token as well as a user.
            return true;
        }
        String joined = String.join(" ", words);
        if (SecretWords.WHOLE.contains(joined) || joined.equals("secret id") || joined.endsWith(" secret id")) {
            return true;
        }
        String last = words.get(words.size() - 1);
        String lastTwo = words.size() > 1 ? words.get(words.size() - 2) + last : last;
        if (SecretWords.HARMLESS.contains(last)
                || SecretWords.NO_ENDING.contains(last)
                || SecretWords.NO_ENDING.contains(lastTwo)) {
            return false;
        }
        if (isKey(words, last) || endsInCapitals(name)) {
            return true;
        }
        for (String word : words) {
            if (SecretWords.WORDS.contains(word)
                    || !word.equals("pass") && !SecretWords.NO_ENDING.contains(word) && endsAsSecret(word)) {
                return true;
            }
        }
        String plain = String.join("", words);
        for (String part : SecretWords.PARTS) {
            if (plain.contains(part)) {
                return true;
            }
        }
        return last.equals("pass");
    }

    private static boolean endsAsSecret(String word) {
        for (String ending : SecretWords.ENDINGS) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInCapitals(String name) {
        for (String ending : SecretWords.CAPITAL_ENDINGS) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is a key of those that are secrets, also in one piece, such as {@code dbaccesskey}. */
    private static boolean isKey(List<String> words, String last) {
        String one = last.endsWith("keys") ? last.substring(0, last.length() - 1) : last;
        if (!one.endsWith("key")) {
            return false;
        }
        String kind = one.substring(0, one.length() - "key".length());
        return kind.isEmpty()
                ? words.size() > 1 && SecretWords.KEYS.contains(words.get(words.size() - 2))
                : SecretWords.KEYS.contains(kind);
    }

    /** Takes a name apart where its characters change their kind; of a name with dots, the part after the last one. */
    private static List<String> words(String whole) {
        String name = whole.substring(whole.lastIndexOf('.') + 1);
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean inside = i < name.length() && Character.isLetterOrDigit(name.charAt(i));
            if (!inside || i > start && startsWord(name, i)) {
                if (i > start) {
                    words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = inside ? i : i + 1;
            }
        }
        return words;
    }

    private static boolean startsWord(String name, int i) {
        if (!Character.isUpperCase(name.charAt(i))) {
            return false;
        }
        boolean afterLower = !Character.isUpperCase(name.charAt(i - 1));
        boolean endsAcronym = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        return afterLower || endsAcronym;
    }
}
