package io.jenkins.plugins.deploymentledger.core.change.secret;

/**
 * Finds the values given to names that announce a secret: {@code DB_PASSWORD=x}, {@code "token": "x"}, {@code ?token=x},
 * {@code setPassword("x")}, {@code <password>x</password>}, {@code Authorization: Basic x}, {@code name: 'PW', value: 'x'}.
 */
final class AssignmentPattern implements SecretPattern {

    private static final int MAX_NAME = 128;
    private static final int MAX_BEFORE = 160;

    @Override
    public void find(String text, Spans spans) {
        int i = 0;
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
    private static int operatorAt(String text, int i) {
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
    private static int value(String text, int operator, int after, Spans spans) {
        int end = nameEnd(text, operator);
        int start = end;
        while (start > 0 && end - start < MAX_NAME && isName(text.charAt(start - 1))) {
            start--;
        }
        if (start == end) {
            return after;
        }
        char kind = text.charAt(operator);
        if (kind == '>' && (start == 0 || text.charAt(start - 1) != '<')) {
            return after;
        }
        String name = text.substring(start, end);
        if (!SecretNames.saysSecret(name) && !isValueOfSecret(text, name, start)) {
            return after;
        }
        Extent extent = Extent.of(text, name, start, kind, after);
        if (extent.start() < extent.end() && !Placeholder.is(text.substring(extent.start(), extent.end()))) {
            spans.add(extent.start(), extent.end());
        }
        return Math.max(after, extent.end());
    }

    /** Where the name before the operator ends: spaces, quotes and brackets are passed over. */
    private static int nameEnd(String text, int operator) {
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
        return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == ']' || c == '+' || c == '?' || c == '!';
    }

    /** Whether this is the value in {@code name: 'PASSWORD', value: 'x'}: the secret's name stands before it. */
    private static boolean isValueOfSecret(String text, String name, int start) {
        if (!SecretNames.saysValue(name)) {
            return false;
        }
        int floor = Math.max(0, start - MAX_BEFORE);
        int end = start;
        while (end > floor && text.charAt(end - 1) != '\n') {
            int word = end;
            while (word > floor && isName(text.charAt(word - 1))) {
                word--;
            }
            if (word < end && SecretNames.saysSecret(text.substring(word, end))) {
                return true;
            }
            end = Math.min(word, end - 1);
        }
        return false;
    }

    static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }
}
