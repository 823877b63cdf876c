package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.Set;

/** Knows which options of commands are followed by a secret. */
final class Options {

    /** What follows an option. */
    enum Kind {
        /** Nothing secret. */
        PLAIN,
        /** A secret, as the next argument. */
        SECRET,
        /** {@code user:secret}, as the next argument. */
        USER,
        /** A secret, in the same argument after the option's letter. */
        ATTACHED
    }

    private static final Set<String> USER = Set.of("-u", "--user", "-auth", "--auth", "--proxy-user", "-U", "--creds");

    /** Commands whose {@code -p} is a password. */
    private static final List<String> TAKES_P =
            List.of("sshpass", "mysql", "mariadb", "login", "mongo", "plink", "pscp");

    private static final List<String> TAKES_A = List.of("redis-cli");
    private static final List<String> TAKES_W = List.of("ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldapwhoami");
    private static final int MAX_OPTION = 64;

    private Options() {}

    /**
     * What follows this option.
     *
     * @param option with its dashes
     * @param command what stands before it on the command line
     */
    static Kind kindOf(String option, String command) {
        if (option.length() < 2 || option.length() > MAX_OPTION || option.charAt(0) != '-') {
            return Kind.PLAIN;
        }
        if (USER.contains(option)) {
            return Kind.USER;
        }
        boolean shortOption = option.charAt(1) != '-';
        char letter = option.charAt(1);
        if (shortOption && option.length() == 2) {
            boolean secret = (letter == 'p' || letter == 'P') && takes(TAKES_P, command)
                    || letter == 'a' && takes(TAKES_A, command)
                    || letter == 'w' && takes(TAKES_W, command);
            return secret ? Kind.SECRET : Kind.PLAIN;
        }
        if (option.equals("-pw") || SecretNames.saysSecret(option)) {
            return Kind.SECRET;
        }
        return shortOption && letter == 'p' && takes(TAKES_P, command) ? Kind.ATTACHED : Kind.PLAIN;
    }

    private static boolean takes(List<String> commands, String line) {
        for (String command : commands) {
            if (line.contains(command)) {
                return true;
            }
        }
        return false;
    }
}
