package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigChange;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which event a part of a configuration is, when it changes.
 *
 * @param path of the lines; its group {@code part} is the path of the part itself, its group {@code name}, if it has one, what the
 *     part is called
 * @param kind the kind of the target, if the part is an object of its own
 * @param of what the part is of, if that is not what the file is of
 * @param created the event when the part is new; {@code null} for no event
 * @param updated the event when something in it changed
 * @param deleted the event when it is gone
 */
record ChangeRule(
        @NonNull Pattern path,
        @CheckForNull String kind,
        @CheckForNull Target of,
        @CheckForNull Event created,
        @CheckForNull Event updated,
        @CheckForNull Event deleted) {

    /** An element that is an object of its own. */
    static ChangeRule object(String path, String kind, Event created, Event updated, Event deleted) {
        return new ChangeRule(Pattern.compile(path), kind, null, created, updated, deleted);
    }

    /** An element that comes, changes and goes, of the object whose file it is. */
    static ChangeRule part(String path, Event created, Event updated, Event deleted) {
        return new ChangeRule(Pattern.compile(path), null, null, created, updated, deleted);
    }

    /** A setting of the object whose file it is. */
    static ChangeRule setting(String path, Event event) {
        return new ChangeRule(Pattern.compile(path), null, null, event, event, event);
    }

    /** A setting of another object than the one whose file it is. */
    static ChangeRule setting(String path, Target of, Event event) {
        return new ChangeRule(Pattern.compile(path), null, of, event, event, event);
    }

    /** What changes without anyone having changed it. */
    static ChangeRule noise(String path) {
        return new ChangeRule(Pattern.compile(path), null, null, null, null, null);
    }

    /** Whether it is about what changes without anyone having changed it. */
    boolean isNoise() {
        return created == null && updated == null && deleted == null;
    }

    /** The path of the part that a line of this path belongs to, if the rule is about it. */
    @NonNull
    Optional<String> part(@NonNull String line) {
        Matcher matcher = path.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group("part")) : Optional.empty();
    }

    /** The event of a part of which this is the line of the element itself, or any line if that did not change. */
    @NonNull
    Optional<Event> event(@NonNull String part, @NonNull ConfigChange line) {
        boolean whole = line.path().equals(part);
        if (whole && line.added()) {
            return Optional.ofNullable(created);
        }
        return Optional.ofNullable(whole && line.removed() ? deleted : updated);
    }

    /**
     * The object that the part is; the object whose file it is, if it is none of its own.
     *
     * @param lines what changed in it
     */
    @NonNull
    Target target(@NonNull Target owner, @NonNull String part, @NonNull List<ConfigChange> lines) {
        if (kind == null) {
            return of == null ? owner : of;
        }
        Matcher matcher = path.matcher(part);
        String id = matcher.matches() && matcher.group("name") != null ? matcher.group("name") : part;
        return new Target(kind, owner.id().isEmpty() ? id : owner.id() + "/" + id, name(part, lines, id));
    }

    private static String name(String part, List<ConfigChange> lines, String id) {
        return lines.stream()
                .filter(line -> line.path().equals(part + "/name"))
                .map(line -> line.removed() ? line.before() : line.after())
                .findFirst()
                .orElse(id);
    }
}
