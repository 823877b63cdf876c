package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One change of a configuration, as lines that went and lines that came.
 *
 * @param path where in the file
 * @param kind {@code added}, {@code removed} or {@code changed}, for a style
 * @param lines what went and what came
 */
@Restricted(NoExternalUse.class)
public record DiffPart(
        @NonNull String path, @NonNull String kind, @NonNull List<DiffLine> lines) {

    /** How many lines of one change are shown; the whole is in the entry. */
    private static final int MOST_LINES = 500;

    /**
     * A line.
     *
     * @param sign a plus, a minus or a space; two at signs before the place of the lines that follow
     * @param style {@code added}, {@code removed} or {@code same}
     * @param text the line
     */
    public record DiffLine(
            @NonNull String sign,
            @NonNull String style,
            @NonNull String text) {

        static DiffLine of(char sign, String text) {
            if (sign == '@' && text.startsWith("@")) {
                return new DiffLine("@@", "same", Shown.lines(text.substring(1).strip()));
            }
            String style = sign == '+' ? "added" : sign == '-' ? "removed" : "same";
            return new DiffLine(String.valueOf(sign), style, Shown.lines(text));
        }
    }

    /**
     * The changes of a difference.
     *
     * @param json the difference as an entry has it
     * @throws IOException if it is none
     */
    static List<DiffPart> of(String json) throws IOException {
        Difference difference = DifferenceJson.read(json);
        List<DiffPart> parts = new ArrayList<>();
        for (Change change : difference.changes()) {
            List<DiffLine> lines = new ArrayList<>();
            add(lines, '-', change.before());
            add(lines, '+', change.after());
            for (String line : change.lines()) {
                if (!line.isEmpty()) {
                    lines.add(DiffLine.of(line.charAt(0), line.substring(1)));
                }
            }
            parts.add(new DiffPart(
                    Shown.plain(change.path()),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    lines.subList(0, Math.min(MOST_LINES, lines.size()))));
        }
        return parts;
    }

    private static void add(List<DiffLine> lines, char sign, String text) {
        if (text != null) {
            text.lines().forEach(line -> lines.add(DiffLine.of(sign, line)));
        }
    }
}
