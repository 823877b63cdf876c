package io.jenkins.plugins.deploymentledger.core.change.secret;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "pw",
            "mdp",
            "motdepasse",
            "storepass",
            "keypass",
            "secret",
            "secrets",
            "token",
            "tokens",
            "authorization",
            "cookie",
            "cookies",
            "crumb",
            "credential",
            "credentials",
            "jwt",
            "otp",
            "bearer",
            "kennwort",
            "passwort",
            "apikey",
            "apikeys",
            "privatekey",
            "secretkey",
            "accesskey",
            "jsessionid",
            "sessionid",
            "psk");

    /** Parts that give a name away wherever they stand, such as in {@code dbpassword1}. */
    private static final List<String> PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "motdepasse",
            "storepass",
            "keypass",
            "apikey",
            "privatekey",
            "secretkey",
            "accesstoken",
            "authtoken",
            "apitoken",
            "secrettext",
            "clientsecret");

    /** Names that are secret as a whole, but not as a word among others. */
    private static final Set<String> WHOLE = Set.of(
            "pass", "auth", "x auth", "sig", "signature", "pin", "hash", "key pass", "store pass", "hmac", "salt");

    private static final Set<String> KEYS = Set.of(
            "api",
            "private",
            "secret",
            "access",
            "ssh",
            "signing",
            "encryption",
            "master",
            "account",
            "shared",
            "license",
            "deploy",
            "auth",
            "service",
            "subscription",
            "storage",
            "routing",
            "integration",
            "application",
            "app",
            "pgp",
            "gpg",
            "rsa",
            "aes",
            "hmac",
            "consumer",
            "personal");

    /** Last words of names that only speak about a secret. */
    private static final Set<String> HARMLESS = Set.of(
            "id",
            "ids",
            "name",
            "names",
            "type",
            "types",
            "enabled",
            "disabled",
            "count",
            "length",
            "size",
            "policy",
            "description",
            "file",
            "files",
            "filename",
            "path",
            "expiry",
            "expiration",
            "class",
            "strategy",
            "scope",
            "scopes",
            "provider",
            "timeout",
            "url",
            "uri",
            "host",
            "field",
            "label",
            "required",
            "version",
            "date",
            "time",
            "algorithm",
            "uuid",
            "username",
            "user",
            "owner",
            "domain",
            "domains",
            "parameter",
            "variable",
            "macro",
            "env",
            "stdin",
            "issuer",
            "authenticator",
            "realm",
            "listener",
            "factory",
            "property",
            "test");

    private static final Set<String> DIGESTS = Set.of(
            "sha1",
            "sha256",
            "sha384",
            "sha512",
            "md5",
            "digest",
            "checksum",
            "commit",
            "revision",
            "fingerprint",
            "uuid");

    /** Names of what holds a value under the name that stands beside it. */
    private static final Set<String> VALUES = Set.of(
            "value",
            "values",
            "val",
            "string",
            "text",
            "content",
            "contents",
            "data",
            "default",
            "choices",
            "choice",
            "plain");

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
                isSecret(name, words),
                DIGESTS.contains(last)
                        || words.size() > 1
                                && DIGESTS.contains(String.join("", words.subList(words.size() - 2, words.size()))),
                HARMLESS.contains(last),
                VALUES.contains(last));
    }

    private static boolean isSecret(String name, List<String> words) {
        if (name.length() < 2 || name.equals("PWD") || name.equals("OLDPWD") || words.isEmpty()) {
            return false;
        }
        String joined = String.join(" ", words);
        if (WHOLE.contains(joined) || joined.equals("secret id") || joined.endsWith(" secret id")) {
            return true;
        }
        String last = words.get(words.size() - 1);
        if (HARMLESS.contains(last)) {
            return false;
        }
        if (last.equals("pass") || last.endsWith("token") || isKey(words, last)) {
            return true;
        }
        for (String word : words) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        String plain = String.join("", words);
        for (String part : PARTS) {
            if (plain.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKey(List<String> words, String last) {
        boolean key = last.equals("key") || last.equals("keys");
        return key && words.size() > 1 && KEYS.contains(words.get(words.size() - 2));
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
