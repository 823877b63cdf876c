package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an event of a message of the {@code audit-trail} plugin, as far as it can be understood.
 *
 * <p>The messages are those of its filter and listeners: {@code URI (extra) by USER from ADDRESS}, {@code URL #NUMBER CAUSES,
 * Parameters:[…]}, {@code NAME #NUMBER … completed: RESULT}, {@code 'NAME' (TYPE) used credentials 'ID' (TYPE).} and {@code A groovy
 * script was executed by user 'ID'. Origin: …}.
 */
final class TextLogLine {

    private static final int LONGEST_TEXT = 1_000;
    private static final String NOBODY = "NA";

    private static final Pattern SCRIPT = Pattern.compile(
            "A groovy script was executed(?: by user '(?<user>[^'\n]*)')?\\. Origin: (?<origin>[^\n]*?)\\.?\\s*(?:\n.*)?",
            Pattern.DOTALL);
    private static final Pattern CREDENTIAL =
            Pattern.compile("'(?<by>[^'\n]*)' \\([^)\n]*\\) used credentials (?:'(?<id>[^'\n]*)'|of type)[^\n]*");
    private static final Pattern NUMBERED = Pattern.compile(" #[0-9]+ ");
    private static final Pattern STARTING = Pattern.compile("/ #[0-9]+ ");
    private static final Pattern RESULT = Pattern.compile(" completed in [0-9]+ms completed: (?<result>[A-Z_]+)\\s*");
    private static final Pattern BY_USER = Pattern.compile("Started by user (?<user>[^,\n]+)");
    private static final Pattern BY = Pattern.compile("(?: \\((?<extra>[^)\n]*)\\))? by ");
    private static final Pattern FROM = Pattern.compile(" from (?<ip>[0-9A-Fa-f:.%]+)");

    private TextLogLine() {}

    /** The event of a message. */
    @NonNull
    static AuditEvent event(@NonNull Instant time, @NonNull String whole) {
        String message = seen(whole);
        Matcher script = SCRIPT.matcher(message);
        if (script.matches()) {
            return AuditEvent.of(ImportedEvents.SCRIPT)
                    .at(time)
                    .by(known(script.group("user")), known(script.group("user")))
                    .on("script", known(script.group("origin")), known(script.group("origin")))
                    .build();
        }
        Matcher credential = CREDENTIAL.matcher(message);
        if (credential.matches()) {
            return AuditEvent.of(ImportedEvents.CREDENTIAL_USED)
                    .at(time)
                    .by(known(credential.group("by")), known(credential.group("by")))
                    .on("credential", known(credential.group("id")), known(credential.group("id")))
                    .detail("message", cut(message))
                    .build();
        }
        AuditEvent finished = finished(time, message);
        if (finished != null) {
            return finished;
        }
        AuditEvent started = started(time, message);
        if (started != null) {
            return started;
        }
        return request(time, message);
    }

    /** What the patterns look at: beginning and end, so that no message takes them long. */
    private static String seen(String message) {
        return message.length() <= 2 * LONGEST_TEXT
                ? message
                : message.substring(0, LONGEST_TEXT) + " … " + message.substring(message.length() - LONGEST_TEXT);
    }

    private static AuditEvent.Builder build(AuditEvent.Builder event, String build, String message) {
        Matcher user = BY_USER.matcher(message);
        String name = user.find() ? user.group("user").strip() : "";
        return event.by("", cut(name)).on("build", cut(build), cut(build)).detail("message", cut(message));
    }

    // What follows looks for one thing after the other: one pattern for a whole message would take some texts seconds.

    @CheckForNull
    private static AuditEvent finished(Instant time, String message) {
        String build = build(NUMBERED, message);
        int end = message.lastIndexOf(" completed in ");
        Matcher result = end < 0 ? null : RESULT.matcher(message).region(end, message.length());
        if (build.isEmpty() || result == null || end <= build.length() || !result.matches()) {
            return null;
        }
        return build(AuditEvent.of(ImportedEvents.BUILD_FINISHED).at(time), build, message)
                .outcome(result.group("result").equals("SUCCESS") ? Outcome.SUCCESS : Outcome.FAILURE)
                .build();
    }

    @CheckForNull
    private static AuditEvent started(Instant time, String message) {
        String build = build(STARTING, message);
        if (build.isEmpty()
                || message.indexOf(", Parameters:[", build.length() + 1) < 0
                || !message.stripTrailing().endsWith("]")) {
            return null;
        }
        return build(AuditEvent.of(ImportedEvents.BUILD_STARTED).at(time), build, message)
                .outcome(Outcome.UNKNOWN)
                .build();
    }

    /** What the first line begins with, up to the number of a build; empty if there is none. */
    private static String build(Pattern number, String message) {
        int line = message.indexOf('\n');
        Matcher found = number.matcher(message).region(0, line < 0 ? message.length() : line);
        return found.find() ? message.substring(0, found.end() - 1) : "";
    }

    private static AuditEvent request(Instant time, String message) {
        Matcher by = BY.matcher(message);
        boolean understood = !message.isEmpty()
                && !Character.isWhitespace(message.charAt(0))
                && message.indexOf('\n') < 0
                && by.find(1);
        if (!understood) {
            return AuditEvent.of(ImportedEvents.OTHER)
                    .at(time)
                    .on("", "", cut(message))
                    .outcome(Outcome.UNKNOWN)
                    .build();
        }
        int from = message.lastIndexOf(" from ");
        Matcher ip = FROM.matcher(message).region(Math.max(from, by.end()), message.length());
        boolean addressed = from >= by.end() && ip.matches();
        String user = known(message.substring(by.end(), addressed ? from : message.length()));
        String address = addressed ? known(ip.group("ip")) : "";
        return AuditEvent.of(ImportedEvents.REQUEST)
                .at(time)
                .by(user, user)
                .on("url", cut(message.substring(0, by.start())), cut(known(by.group("extra"))))
                .from(address.isEmpty() ? Addresses.NONE : new Addresses(address, List.of(address), false))
                .outcome(Outcome.UNKNOWN)
                .build();
    }

    private static String known(String group) {
        return group == null || group.equals(NOBODY) ? "" : cut(group);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + '…';
    }
}
