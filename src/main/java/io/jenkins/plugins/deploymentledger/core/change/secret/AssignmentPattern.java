package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;

/**
 * Finds the values given to names that announce a secret: {@code DB_PASSWORD=x}, {@code "token": "x"}, {@code ?token=x},
 * {@code setPassword("x")}, {@code <password>x</password>}, {@code Authorization: Basic x}, {@code name: 'PW', value: 'x'}.
 */
final class AssignmentPattern implements SecretPattern {

    /** For texts that people read, in which a sentence after {@code Password:} is none. */
    static final AssignmentPattern IN_DESCRIPTIONS = new AssignmentPattern(true);

    /** For all other texts. */
    static final AssignmentPattern ANYWHERE = new AssignmentPattern(false);

    private static final int MAX_NAME = 128;

    /** Calls of what has a name that compare or set it: {@code password.set("x")}. */
    private static final List<String> METHODS = List.of(".equals", ".set", ".convention");

    /** What stands before the last word of a French name of two words and more. */
    private static final List<String> MOTS = List.of("mot de ", "mots de ");

    private static final String PASSE = "passe";
    private static final String OPERATORS = "=(>:%";

    private final boolean leavesSentences;

    private AssignmentPattern(boolean leavesSentences) {
        this.leavesSentences = leavesSentences;
    }

    @Override
    public void find(Text text, Spans spans) {
        boolean none = true;
        for (int i = 0; none && i < OPERATORS.length(); i++) {
            none = !text.has(OPERATORS.charAt(i));
        }
        int i = none ? text.length() : 0;
        while (i < text.length()) {
            int operator = operatorAt(text, i);
            if (operator > 0) {
                int end = value(text, i, i + operator, spans);
                i = Math.max(end, i + 1);
            } else {
                i++;
            }
        }
    }

    /** How long the operator here is, in chars; 0 if there is none. */
    private static int operatorAt(Text text, int i) {
        switch (text.charAt(i)) {
            case '=', '(', '>':
                return 1;
            case ':':
                return text.startsWith("://", i) ? 0 : 1;
            case '%':
                return text.startsWith("%3D", i) || text.startsWith("%3A", i) || text.startsWith("%3d", i) ? 3 : 0;
            default:
                return 0;
        }
    }

    /** Adds the value if its name announces a secret; gives where to go on. */
    private int value(Text text, int operator, int after, Spans spans) {
        int end = nameEnd(text, operator);
        int start = text.nameBefore(end, MAX_NAME);
        if (start == end) {
            return after;
        }
        char kind = text.charAt(operator);
        if (kind == '>' && (start == 0 || text.charAt(start - 1) != '<')) {
            return after;
        }
        String whole = text.substring(start, end);
        String name = kind == '(' ? withoutMethod(whole) : whole;
        if (!saysSecret(text, name, start, after) && !isValueOfSecret(text, name, start, after)) {
            return after;
        }
        if (end == operator && closesQuotes(text, start, after)) {
            return after;
        }
        if (leavesSentences && kind == ':' && Sentence.begins(text, after)) {
            return after;
        }
        // Of credentials a list has the ids.
        Spans listedTexts = name.equals("credentials") ? new Spans() : spans;
        if ((kind == '=' || kind == ':') && ListedTexts.add(text, after, listedTexts)) {
            // What has a name in the list is looked at by that.
            return after;
        }
        Extent extent = Extent.of(text, name, start, end == operator, after);
        if (!Placeholder.is(text, extent.start(), extent.end())) {
            spans.add(extent.start(), extent.end());
        }
        return Math.max(after, extent.end());
    }

    private static String withoutMethod(String name) {
        for (String method : METHODS) {
            if (name.endsWith(method)) {
                return name.substring(0, name.length() - method.length());
            }
        }
        return name;
    }

    /** {@code "Password:"}: a text that ends with the operator gives nothing. */
    private static boolean closesQuotes(Text text, int start, int after) {
        return start > 0
                && after < text.length()
                && "\"'".indexOf(text.charAt(start - 1)) >= 0
                && text.charAt(start - 1) == text.charAt(after);
    }

    private static boolean saysSecret(Text text, String name, int start, int after) {
        return SecretNames.saysSecret(name)
                || name.equals("PWD") && isPasswordOfConnection(text, start, after)
                || name.equalsIgnoreCase(PASSE) && text.has(Sign.MOT) && isMotDePasse(text, start);
    }

    private static boolean isMotDePasse(Text text, int start) {
        for (String mot : MOTS) {
            if (text.startsWithIgnoringCase(mot, start - mot.length())) {
                return true;
            }
        }
        return false;
    }

    /** {@code UID=sa;PWD=x}: what else has this name is a directory. */
    private static boolean isPasswordOfConnection(Text text, int start, int after) {
        return start > 0
                && text.charAt(start - 1) == ';'
                && (after == text.length() || "/~$.".indexOf(text.charAt(after)) < 0);
    }

    private static boolean isValueOfSecret(Text text, String name, int start, int after) {
        if (!SecretNames.saysValue(name)) {
            return false;
        }
        NameBefore.Says before = NameBefore.says(text, start);
        return before == NameBefore.Says.SECRET
                || before == NameBefore.Says.NOTHING
                        && text.charAt(after - 1) != '('
                        && NameBehind.saysSecret(text, start, after);
    }

    /** Where the name before the operator ends: spaces, quotes and brackets are passed over. */
    private static int nameEnd(Text text, int operator) {
        int end = operator;
        int floor = Math.max(0, operator - MAX_NAME);
        while (end > floor && isPassedOver(text.charAt(end - 1))) {
            end--;
        }
        if (end > 6 && text.startsWith("&quot;", end - 6)) {
            end -= 6;
        }
        return end;
    }

    private static boolean isPassedOver(char c) {
        return c == ' '
                || c == '\t'
                || c == '"'
                || c == '\''
                || c == '\\'
                || c == ']'
                || c == '+'
                || c == '?'
                || c == '!'
                || c == '\u00A0'
                || c == '\u202F';
    }
}
