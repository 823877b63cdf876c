package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets that have their place in a command, a statement of SQL or a line of {@code .netrc}, without an option or a name. */
final class CommandPattern implements SecretPattern {

    /** A value as an argument: in quotes or up to the next blank. */
    private static final String VALUE = "(?:\"([^\"\\r\\n]{1,256}+)\"|'([^'\\r\\n]{1,256}+)'|([^\\s\"'|;&<>]{1,256}+))";

    /** The same, always in quotes. */
    private static final String QUOTED = "(?:\"([^\"\\r\\n]{1,256}+)\"|'([^'\\r\\n]{1,256}+)')";

    /** No form has more before its sign, which but for one stands in it. */
    private static final int MAX_BEFORE = 400;

    /** No form has more from its sign on. */
    private static final int MAX_AFTER = 1_500;

    private static final String ARGUMENT = "[^\\s|;&]{1,128}+[ \\t]{1,8}+";

    /**
     * One form.
     *
     * @param sign a text without it has none of this form
     * @param form whose groups are the secret, those that match
     */
    private record Form(Sign sign, Pattern form) {

        static Form of(Sign sign, String regex) {
            return new Form(sign, Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE));
        }
    }

    private static final List<Form> FORMS = List.of(
            Form.of(
                    Sign.LOGIN,
                    "\\b(?:machine[ \\t]{1,8}+\\S{1,256}+|default)\\s{1,16}+login\\s{1,16}+\\S{1,256}+\\s{1,16}+"
                            + "(?:account\\s{1,16}+\\S{1,256}+\\s{1,16}+)?password\\s{1,16}+(\\S{1,256}+)"),
            Form.of(
                    Sign.IDENTIFIED,
                    "\\bidentified[ \\t]{1,8}+(?:with[ \\t]{1,8}+\\S{1,64}+[ \\t]{1,8}+)?(?:by|as)[ \\t]{1,8}+(?:password[ \\t]{1,8}+)?"
                            + QUOTED),
            Form.of(
                    Sign.IDENTIFIED,
                    "\\buser[ \\t]{1,8}+\\S{1,128}+[ \\t]{1,8}+identified[ \\t]{1,8}+by[ \\t]{1,8}+(?!values\\b)([^\\s\"';,]{1,128}+)"),
            Form.of(
                    Sign.PASSWORD,
                    "\\b(?:with|login|encrypted|unencrypted|superuser|createdb|replication|(?:user|role)[ \\t]{1,8}+\\S{1,64}+)[ \\t]{1,8}+"
                            + "password[ \\t]{0,8}+=?[ \\t]{0,8}+N?'([^'\\r\\n]{1,256}+)'"),
            Form.of(
                    Sign.SECURE_STRING,
                    "\\bConvertTo-SecureString[ \\t]{1,8}+(?:-(?:AsPlainText|Force)[ \\t]{1,8}+){0,2}+(?:-String[ \\t]{1,8}+)?"
                            + QUOTED),
            Form.of(
                    Sign.CONNECT,
                    "\\bconnect[ \\t]{1,8}+to[ \\t]{1,8}+" + ARGUMENT + "user[ \\t]{1,8}+" + ARGUMENT
                            + "using[ \\t]{1,8}+" + VALUE),
            Form.of(Sign.FREERDP, "freerdp[^\\n|;&]{0,200}?[ \\t]/p:" + VALUE),
            Form.of(Sign.SIGNTOOL, "\\bsigntool[^\\n|;&]{0,300}?[ \\t]/p[ \\t]{1,8}+" + VALUE),
            Form.of(
                    Sign.HTPASSWD,
                    "\\bhtpasswd[ \\t]{1,8}+-[A-Za-z]{0,8}b[A-Za-z]{0,8}[ \\t][^\\n|;&<>]{0,200}?[ \\t]" + VALUE
                            + "(?=[ \\t]{0,8}+(?:$|[|;&<>]))"),
            Form.of(Sign.RABBIT, "\\b(?:add_user|change_password)[ \\t]{1,8}+" + ARGUMENT + VALUE),
            Form.of(
                    Sign.NET,
                    "\\bnet[ \\t]{1,8}+use[ \\t]{1,8}+" + ARGUMENT + ARGUMENT + "(?!/)" + VALUE + "[ \\t]{1,8}+/user"),
            Form.of(
                    Sign.NET,
                    "\\bnet[ \\t]{1,8}+use[ \\t]{1,8}+" + ARGUMENT + ARGUMENT + "/user:" + ARGUMENT + "(?!/)" + VALUE),
            Form.of(Sign.SCHTASKS, "\\bschtasks[^\\n|;&]{0,300}?[ \\t]/rp[ \\t]{1,8}+" + VALUE),
            Form.of(
                    Sign.PROMPT,
                    "assword\\S{0,8}?[\"'}][ \\t\\r\\n;{]{1,16}+send[ \\t]{1,4}+(?:--[ \\t]{1,4}+)?"
                            + "[\"']([^\"'\\r\\n\\\\]{1,128}+)"),
            // Without a prompt: one word, which no command of a shell is likely to be.
            Form.of(
                    Sign.SEND,
                    "\\bsend[ \\t]{1,4}+(?:--[ \\t]{1,4}+)?\"(?!(?:exit|quit|logout|enable|reboot)\\\\)([^\"$\\s\\\\]{5,128}+)\\\\r\""),
            Form.of(
                    Sign.NET,
                    "\\bnet[ \\t]{1,8}+user[ \\t]{1,8}+(?![/ \\t])" + ARGUMENT + "(?!/)" + VALUE
                            + "(?=[ \\t]{0,8}+(?:/|$|[|;&]))"));

    /** {@code aws configure set NAME x}, {@code npm config set NAME x}, {@code git config --global NAME x}. */
    private static final Pattern SETTING =
            Pattern.compile("\\b(?:configure|config)[ \\t]{1,8}+(?:(?:set|-[-a-z]{1,16}+)[ \\t]{1,8}+){0,4}+"
                    + "(?!set-)([^\\s=|;&\"']{2,160}+)[ \\t]{1,8}+" + VALUE);

    /** {@code ENV NAME x}, {@code SetEnv NAME x}, {@code setx NAME x}, at the beginning of a line. */
    private static final Pattern VARIABLE = Pattern.compile(
            "^[ \\t]{0,32}+(?:env|setenv|setx)[ \\t]{1,8}+([A-Za-z_][A-Za-z0-9_.-]{1,128}+)[ \\t]{1,8}+(?!=)" + VALUE,
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    @Override
    public void find(Text text, Spans spans) {
        if (!text.has(' ') && !text.has('\t')) {
            return;
        }
        for (Form form : FORMS) {
            if (text.has(form.sign())) {
                Matcher matcher = form.sign() == Sign.RABBIT
                        ? form.form().matcher(text)
                        : text.matcher(form.form(), form.sign(), MAX_BEFORE, MAX_AFTER);
                while (matcher.find()) {
                    add(matcher, 1, spans);
                }
            }
        }
        if (text.has(Sign.CONFIG)) {
            named(text.matcher(SETTING, Sign.CONFIG, MAX_BEFORE, MAX_AFTER), spans);
        }
        if (text.has(Sign.ENVIRONMENT)) {
            named(text.matcher(VARIABLE, Sign.ENVIRONMENT, MAX_BEFORE, MAX_AFTER), spans);
        }
    }

    private static void named(Matcher matcher, Spans spans) {
        while (matcher.find()) {
            if (SecretNames.saysSecret(matcher.group(1))) {
                add(matcher, 2, spans);
            }
        }
    }

    private static void add(Matcher matcher, int first, Spans spans) {
        for (int group = first; group <= matcher.groupCount(); group++) {
            if (matcher.start(group) >= 0 && !Placeholder.is(matcher.group(group))) {
                spans.add(matcher.start(group), matcher.end(group));
            }
        }
    }
}
