package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds passwords in the logons of Oracle's databases: {@code jdbc:oracle:thin:scott/x@db}, {@code sqlplus -s scott/x@db}. */
final class LogonPattern implements SecretPattern {

    private static final int MAX_LENGTH = 1_000;

    /** Texts without one of these have none. */
    static final List<String> SIGNS = List.of(
            "jdbc:oracle:",
            "sqlplus",
            "sqlldr",
            "expdp",
            "impdp",
            "exp ",
            "exp\t",
            "imp ",
            "imp\t",
            "connect ",
            "connect\t",
            "target ",
            "target\t");

    private static final Pattern LOGON = Pattern.compile("(?i)(?:jdbc:oracle:[a-z0-9]{1,16}:"
            + "|\\b(?:sqlplus|sqlldr|expdp|impdp|exp|imp|connect|target)[ \\t]{1,8}(?:-[^\\s]{1,16}[ \\t]{1,8}){0,4})"
            + "[\"']?[^\\s/@\"':]{1,64}/(\"[^\"\\r\\n]{1,128}\"|[^\\s@\"']{1,128})@");

    /** Of tools that take nothing else there, also without the name of a database. */
    private static final Pattern LOCAL =
            Pattern.compile("(?i)\\b(?:sqlplus|sqlldr|expdp|impdp)[ \\t]{1,8}(?:-[^\\s]{1,16}[ \\t]{1,8}){0,4}"
                    + "[\"']?[^\\s/@\"':-][^\\s/@\"':]{0,63}/([^\\s/@\"']{1,128}+)(?=[\\s\"']|$)");

    @Override
    public void find(Text text, Spans spans) {
        if (!text.has('/') || !text.has(Sign.LOGON)) {
            return;
        }
        if (text.has('@')) {
            add(text.matcher(LOGON, Sign.LOGON, 0, MAX_LENGTH), spans);
        }
        add(text.matcher(LOCAL, Sign.LOGON, 0, MAX_LENGTH), spans);
    }

    private static void add(Matcher logons, Spans spans) {
        while (logons.find()) {
            if (!Placeholder.is(logons.group(1))) {
                spans.add(logons.start(1), logons.end(1));
            }
        }
    }
}
