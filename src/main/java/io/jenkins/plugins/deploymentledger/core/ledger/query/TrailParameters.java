package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is asked of the audit trail in the words of its URLs: {@code from}, {@code to} or {@code last} for the period,
 * {@code event}, {@code category}, {@code actorId}, {@code actor}, {@code targetId}, {@code target} and {@code ip}, each as often
 * as one likes, and {@code before} or {@code after} with {@code limit} for the page.
 *
 * <p>A parameter without a value counts as not given, since that is what a form sends for a field that was left empty. Blanks around a value
 * do not count, but for the texts that entries have, which may begin or end with some. Whatever else is not understood is an error that names
 * the field and the remedy. Immutable and safe for use by several threads.
 */
public final class TrailParameters {

    /** The name of the parameter for the last so many minutes, hours or days. */
    public static final String LAST = "last";

    /** The name of the parameter for the page below an entry. */
    public static final String BEFORE = "before";

    /** The name of the parameter for the page above an entry. */
    public static final String AFTER = "after";

    /** The name of the parameter for the length of a page. */
    public static final String LIMIT = "limit";

    /** The name of the parameter for all event types of a category. */
    public static final String CATEGORY = "category";

    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,5})([mhd])");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");
    private static final String SIZE = "size";

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("event", FilterKind.EVENT.parameter());
        NAMES.put("actorId", FilterKind.OPERATED_BY_ID.parameter());
        NAMES.put("actor", FilterKind.OPERATED_BY.parameter());
        NAMES.put("targetId", FilterKind.TARGET_ID.parameter());
        NAMES.put("target", FilterKind.TARGET.parameter());
        NAMES.put("ip", FilterKind.ADDRESS.parameter());
        NAMES.put(QueryParser.FROM, QueryParser.FROM);
        NAMES.put(QueryParser.TO, QueryParser.TO);
        NAMES.put(LIMIT, SIZE);
    }

    /** Filters for texts of others, which may begin or end with blanks. */
    private static final Set<String> TEXTS = Set.of("actorId", "actor", "targetId", "target");

    private final QueryParser parser;
    private final Clock clock;

    /**
     * A reader of parameters.
     *
     * @param limits how much may be asked for
     * @param eventTypes what may be named as an event
     * @param clock by which a period without an end ends now
     * @param zone in which times without an offset are understood
     */
    public TrailParameters(
            @NonNull QueryLimits limits, @NonNull EventTypes eventTypes, @NonNull Clock clock, @NonNull ZoneId zone) {
        this.parser = new QueryParser(limits, eventTypes, clock, zone);
        this.clock = clock;
    }

    /** The name of the parameter for a kind of filter. */
    @NonNull
    public static String name(@NonNull FilterKind kind) {
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().equals(kind.parameter()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** All names, in the order of the documentation. */
    @NonNull
    public static List<String> names() {
        List<String> names = new ArrayList<>(NAMES.keySet());
        names.addAll(List.of(LAST, CATEGORY, BEFORE, AFTER));
        return names;
    }

    /**
     * Reads a request.
     *
     * @param parameters names and their values; a name may have several
     * @throws InvalidQueryException if anything in it is not understood or not allowed
     */
    @NonNull
    public TrailRequest parse(@NonNull Map<String, List<String>> parameters) throws InvalidQueryException {
        Map<String, List<String>> given = given(parameters);
        Map<String, List<String>> translated = new LinkedHashMap<>();
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            if (given.containsKey(name.getKey())) {
                translated.put(name.getValue(), new ArrayList<>(given.get(name.getKey())));
            }
        }
        for (String category : given.getOrDefault(CATEGORY, List.of())) {
            translated
                    .computeIfAbsent(FilterKind.EVENT.parameter(), kind -> new ArrayList<>())
                    .add(category(category));
        }
        last(given, translated);
        OptionalLong before = sequence(given, BEFORE);
        OptionalLong after = sequence(given, AFTER);
        if (before.isPresent() && after.isPresent()) {
            throw new InvalidQueryException(AFTER, "A page is before an entry or after one.", "Give one of the two.");
        }
        try {
            QueryRequest request = parser.parse(translated);
            return new TrailRequest(request.query(), before, after, request.size());
        } catch (InvalidQueryException e) {
            throw e.about(spoken(e.field(), given));
        }
    }

    private static Map<String, List<String>> given(Map<String, List<String>> parameters) throws InvalidQueryException {
        UnknownParameters.refuse(parameters.keySet(), names());
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            boolean text = TEXTS.contains(parameter.getKey());
            List<String> values = parameter.getValue().stream()
                    .filter(value -> !value.isBlank())
                    .map(value -> text ? value : value.strip())
                    .toList();
            if (!values.isEmpty()) {
                given.put(parameter.getKey(), values);
            }
        }
        return given;
    }

    private static String category(String category) throws InvalidQueryException {
        if (!WORD.matcher(category).matches()) {
            throw new InvalidQueryException(
                    CATEGORY, Shown.quoted(category) + " is no category of events.", "Write one as 'user'.");
        }
        return category + ".*";
    }

    private void last(Map<String, List<String>> given, Map<String, List<String>> translated)
            throws InvalidQueryException {
        Optional<String> last = single(given, LAST);
        if (last.isEmpty()) {
            return;
        }
        if (given.containsKey(QueryParser.FROM) || given.containsKey(QueryParser.TO)) {
            throw new InvalidQueryException(
                    LAST, "The period is given twice.", "Give 'last', or 'from' and 'to', not both.");
        }
        Matcher span = SPAN.matcher(last.get());
        if (!span.matches()) {
            throw new InvalidQueryException(
                    LAST,
                    Shown.quoted(last.get()) + " is no span of time.",
                    "Write minutes, hours or days as '90m', '24h' or '7d'.");
        }
        Instant end = minuteAfter(clock.instant());
        try {
            Instant begin = end.minus(span(Long.parseLong(span.group(1)), span.group(2)));
            translated.put(QueryParser.FROM, List.of(begin.toString()));
            translated.put(QueryParser.TO, List.of(end.toString()));
        } catch (DateTimeException e) {
            throw new InvalidQueryException(LAST, "That is beyond the calendar.", "Write fewer days.");
        }
    }

    private static Duration span(long number, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Instant minuteAfter(Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(now) ? now : minute.plus(1, ChronoUnit.MINUTES);
    }

    private static OptionalLong sequence(Map<String, List<String>> given, String name) throws InvalidQueryException {
        Optional<String> text = single(given, name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!SEQUENCE.matcher(text.get()).matches()) {
            throw new InvalidQueryException(
                    name,
                    Shown.quoted(text.get()) + " is not the number of an entry.",
                    "Write the number of the entry that the page borders on, as 4711.");
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    private static Optional<String> single(Map<String, List<String>> given, String name) throws InvalidQueryException {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidQueryException(name, "It is given " + values.size() + " times.", "Give it once.");
        }
        return values.stream().findFirst();
    }

    /** The name that the user wrote for what the parser calls by another. */
    private static String spoken(String field, Map<String, List<String>> given) {
        if (field.equals(QueryParser.FROM) && given.containsKey(LAST)) {
            return LAST;
        }
        if (field.equals(FilterKind.EVENT.parameter()) && !given.containsKey(field)) {
            return CATEGORY;
        }
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(field);
    }
}
