package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets that a shell hands to a command which reads one: {@code echo 'root:x' | chpasswd},
 * {@code docker login --password-stdin <<< x}.
 */
final class PipedPattern implements SecretPattern {

    private static final int MAX_COMMAND = 300;
    private static final String STOPS = "|;&\n";

    /** Signs of commands that read a secret. */
    static final List<String> READ_SECRETS = List.of(
            "chpasswd",
            "-stdin",
            "sudo -S",
            "runas",
            "kinit",
            "base64",
            "--passphrase-fd",
            "cryptsetup",
            "smbpasswd",
            "mkpasswd",
            "htpasswd -i",
            "login",
            "--with-token",
            "gh secret",
            "gcloud secrets",
            "encrypt_string",
            "kubeseal");

    /** Those that read {@code user:secret}. */
    private static final List<String> READ_PAIRS = List.of("chpasswd", "base64");

    /** What is written, up to the sign that hands it on. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?<![A-Za-z0-9_-])(?:echo|printf|Write-Output|Write-Host|print)[ \\t]{1,8}+(?:-[a-zA-Z]{1,4}+[ \\t]{1,8}+){0,3}+"
                    + "(?:[\"']?%[^\\s\"']{1,8}+[\"']?[ \\t]{1,8}+)?(?:\"([^\"]{1,256}+)\"|'([^']{1,256}+)'|([^\\s\"']{1,256}+))[ \\t]{0,8}+$");

    private static final Pattern HERE =
            Pattern.compile("<<<[ \\t]{0,8}+(?:\"([^\"\\n]{1,256}+)\"|'([^'\\n]{1,256}+)'|([^\\s\"'|;&]{1,256}+))");

    @Override
    public void find(Text text, Spans spans) {
        if (!text.has(Sign.READER_OF_SECRETS)) {
            return;
        }
        int pipe = text.has('|') && text.has(Sign.WRITER) ? text.indexOf('|', 0) : -1;
        while (pipe >= 0) {
            int end = text.until(pipe + 1, pipe + MAX_COMMAND, STOPS);
            Matcher written = WRITTEN.matcher(text).region(commandStart(text, pipe), pipe);
            if (written.find()) {
                add(written, text.substring(pipe + 1, end), spans);
            }
            pipe = text.indexOf('|', pipe + 1);
        }
        if (text.has(Sign.HERE_STRING)) {
            Matcher here = HERE.matcher(text);
            while (here.find()) {
                add(here, text.substring(commandStart(text, here.start()), here.start()), spans);
            }
        }
    }

    private static int commandStart(Text text, int end) {
        int start = end;
        int floor = Math.max(0, end - MAX_COMMAND);
        while (start > floor && STOPS.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static void add(Matcher written, String command, Spans spans) {
        if (!containsAny(command, READ_SECRETS)) {
            return;
        }
        for (int group = 1; group <= written.groupCount(); group++) {
            if (written.start(group) >= 0) {
                String value = written.group(group);
                int colon = containsAny(command, READ_PAIRS) ? value.indexOf(':') + 1 : 0;
                if (!Placeholder.is(value.substring(colon))) {
                    spans.add(written.start(group) + colon, written.end(group));
                }
            }
        }
    }

    private static boolean containsAny(String text, List<String> parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
