package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Knows which options of commands are followed by a secret. */
final class Options {

    /** What follows an option. */
    enum Kind {
        /** Nothing secret. */
        PLAIN,
        /** A secret, as the next argument. */
        SECRET,
        /** {@code user:secret}, as the next argument or after an equals sign. */
        USER,
        /** A secret, in the same argument after the option. */
        ATTACHED,
        /** The same, unless an equals sign follows, which makes the whole option a name. */
        PROBABLY_ATTACHED,
        /** {@code user:secret}, in the same argument after the option. */
        ATTACHED_USER
    }

    /**
     * An option, and what it means.
     *
     * @param length of the option itself, in chars: what is attached to it begins behind
     */
    record Meaning(Kind kind, int length) {

        private static final Meaning PLAIN = new Meaning(Kind.PLAIN, 0);
    }

    private static final Set<String> USER = Set.of("-u", "--user", "-auth", "--auth", "--proxy-user", "-U", "--creds");

    /** Options of one letter that are followed by a secret, and the beginnings of the commands that have them. */
    private static final Map<Character, List<String>> LETTERS = Map.ofEntries(
            Map.entry(
                    'p',
                    List.of(
                            "sshpass",
                            "mysql",
                            "mariadb",
                            "login",
                            "mongo",
                            "plink",
                            "pscp",
                            "psexec",
                            "cqlsh",
                            "beeline",
                            "twine",
                            "security ",
                            "altool",
                            "rdesktop",
                            "useradd",
                            "usermod",
                            "ncftp",
                            "wmic",
                            "az ")),
            Map.entry(
                    'P',
                    List.of(
                            "zip",
                            "unzip",
                            "sqlcmd",
                            "osql",
                            "isql",
                            "tsql",
                            "bcp",
                            "ipmitool",
                            "p4 ",
                            "ssh-keygen",
                            "security ")),
            Map.entry('a', List.of("redis-cli")),
            Map.entry('w', List.of("ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldapwhoami", "ldappasswd")),
            Map.entry('k', List.of("openssl enc", "openssl aes", "nuget push", "dotnet nuget")),
            Map.entry('N', List.of("ssh-keygen")),
            Map.entry('A', List.of("snmp")),
            Map.entry('X', List.of("snmp")),
            Map.entry('b', List.of("gh secret")));

    /** Commands that take a password in the same argument as {@code -p} alone. */
    private static final List<String> TAKES_ATTACHED = List.of("7z", "rar", "unrar");

    /**
     * Names of secrets that begin with the letter of an option, but are names all the same: {@code -password}, {@code -pw}, {@code
     * -proxyPassword}. No more than a digit stands behind. All else that is attached to the letter is a value, whatever it reads like.
     */
    private static final Pattern NAMES = Pattern.compile("-[Pp](?:wd?|sk|in"
            + "|(?:ass(?:words?|wort|wd|phrase|code)?|roxy(?:pass(?:word)?)?|rivate(?:key|token)?|ersonal|roject|fx)"
            + "(?:[-_.A-Z][-_.A-Za-z]*)?)[0-9]?");

    /** A small letter with a capital behind, and digits at the end: of a secret rather than of the name of one, for any command. */
    private static final Pattern LIKE_A_VALUE = Pattern.compile("-[a-z][A-Z][-_.A-Za-z0-9]*[0-9]");

    private static final List<String> WEB_CLIENTS = List.of("http ", "https ");
    private static final String CURL = "curl";

    /** The letters of curl that take no value, so that {@code -u} may stand behind them in one argument. */
    private static final String CURL_FLAGS = "sSkLfigvN0#qIjlnRZ46";

    /** What keeps the value of its option as a secret. */
    private static final List<String> KEEPERS =
            List.of("put-parameter", "keyvault secret", "gh secret", "secrets create", "secret create");

    /** Options that some commands give another meaning, or their value another form. */
    private static final List<String> DEPENDENT =
            List.of("--user", "--auth", "--proxy-user", "--creds", "--cert", "--value", "--body");

    private static final String DEPENDENT_LETTERS = "Eh";

    /** Of commands for which a user and a secret are separated by something else than a colon. */
    private static final List<String> OTHER_SEPARATORS = List.of("smb", "lftp", "rpcclient");

    /** The commands without which some options mean nothing. */
    static final List<String> COMMANDS = Stream.of(
                    LETTERS.values().stream().flatMap(List::stream),
                    TAKES_ATTACHED.stream(),
                    WEB_CLIENTS.stream(),
                    KEEPERS.stream(),
                    OTHER_SEPARATORS.stream(),
                    Stream.of(CURL))
            .flatMap(commands -> commands)
            .distinct()
            .toList();

    private static final int MAX_OPTION = 64;

    private Options() {}

    /**
     * What this option means.
     *
     * @param option with its dashes, and with what is attached to it
     * @param command what stands before it on the command line
     */
    static Meaning of(String option, String command) {
        if (option.length() < 2 || option.length() > MAX_OPTION || option.charAt(0) != '-') {
            return Meaning.PLAIN;
        }
        Kind whole = ofWhole(option, command);
        int letters = takingAttached(option, command);
        boolean longer = letters > 0 && option.length() > letters;
        if (whole == Kind.SECRET && longer && !NAMES.matcher(option).matches()) {
            // What the command takes comes first: -pMyPass2024 only reads like the name of a secret.
            return new Meaning(Kind.ATTACHED, letters);
        }
        if (whole == Kind.SECRET && LIKE_A_VALUE.matcher(option).matches()) {
            return new Meaning(Kind.PROBABLY_ATTACHED, 2);
        }
        if (whole != Kind.PLAIN) {
            return new Meaning(whole, option.length());
        }
        if (option.charAt(1) == '-') {
            return ofAssigned(option, command);
        }
        if (letters > 0) {
            return new Meaning(Kind.ATTACHED, letters);
        }
        return takes(CURL, command) ? ofCurl(option) : Meaning.PLAIN;
    }

    /** How many chars the option has itself that a secret may be attached to for this command; 0 if none may. */
    private static int takingAttached(String option, String command) {
        if (option.startsWith("-hp") && takes(TAKES_ATTACHED, command)) {
            return 3;
        }
        char letter = option.charAt(1);
        boolean taken = "pPwa".indexOf(letter) >= 0
                && (takes(LETTERS.get(letter), command) || letter == 'p' && takes(TAKES_ATTACHED, command));
        return taken ? 2 : 0;
    }

    /** Whether what an option means is another thing for some commands. */
    static boolean dependsOnCommand(String option) {
        if (option.startsWith("--")) {
            return beginsWithAny(option, DEPENDENT);
        }
        return option.length() > 1
                && (DEPENDENT_LETTERS.indexOf(option.charAt(1)) >= 0
                        || LETTERS.containsKey(option.charAt(1))
                        || option.indexOf('u') > 0
                        || option.indexOf('U') > 0);
    }

    private static Kind ofWhole(String option, String command) {
        if (USER.contains(option)) {
            return Kind.USER;
        }
        if (option.charAt(1) != '-' && option.length() == 2) {
            char letter = option.charAt(1);
            if (letter == 'a' && takes(WEB_CLIENTS, command) || letter == 'E' && takes(CURL, command)) {
                return Kind.USER;
            }
            return takes(LETTERS.getOrDefault(letter, List.of()), command) ? Kind.SECRET : Kind.PLAIN;
        }
        if (option.equals("--cert") && takes(CURL, command)) {
            return Kind.USER;
        }
        boolean kept = (option.equals("--value") || option.equals("--body")) && containsAny(command, KEEPERS);
        boolean named = option.chars().allMatch(c -> Text.isName((char) c)) && SecretNames.saysSecret(option);
        return kept || named || option.equals("-pw") ? Kind.SECRET : Kind.PLAIN;
    }

    /** {@code --user=bob:x}, as one argument. */
    private static Meaning ofAssigned(String option, String command) {
        int equals = option.indexOf('=');
        boolean user = equals > 0 && ofWhole(option.substring(0, equals), command) == Kind.USER;
        return user ? new Meaning(Kind.ATTACHED_USER, equals + 1) : Meaning.PLAIN;
    }

    /** {@code -subob:x}: letters without a value, the letter of the user, and the user if it is not the next argument. */
    private static Meaning ofCurl(String option) {
        int at = 1;
        while (at < option.length() && CURL_FLAGS.indexOf(option.charAt(at)) >= 0) {
            at++;
        }
        if (at == option.length() || option.charAt(at) != 'u' && option.charAt(at) != 'U') {
            return Meaning.PLAIN;
        }
        return new Meaning(at + 1 == option.length() ? Kind.USER : Kind.ATTACHED_USER, at + 1);
    }

    /**
     * Where the secret begins in {@code user:secret}, also written {@code user%secret} and {@code user,secret} by some.
     *
     * @return 0 if there is none: no separator, two numbers, or the drive of a path
     */
    static int secretOf(String argument, String command) {
        int at = argument.indexOf(':');
        if (at < 0 && takes("smb", command)
                || at < 0 && takes("rpcclient", command)
                || at < 0 && takes("net ", command)) {
            at = argument.indexOf('%');
        }
        if (at < 0 && takes("lftp", command)) {
            at = argument.indexOf(',');
        }
        boolean drive = at == 1 && argument.length() > 2 && "\\/".indexOf(argument.charAt(2)) >= 0;
        boolean numbers = at > 0
                && argument.chars().allMatch(c -> c >= '0' && c <= '9' || c == ':')
                && argument.length() <= "65534:65534".length();
        return drive || numbers || argument.startsWith("+") ? 0 : at + 1;
    }

    private static boolean containsAny(String text, List<String> parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWithAny(String option, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (option.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean takes(List<String> commands, String line) {
        for (String command : commands) {
            if (takes(command, line)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word of the line begins so. */
    private static boolean takes(String command, String line) {
        int at = line.indexOf(command);
        while (at > 0 && Character.isLetterOrDigit(line.charAt(at - 1))) {
            at = line.indexOf(command, at + 1);
        }
        return at >= 0;
    }
}
