package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.analysis.BarPart;
import io.jenkins.plugins.deploymentledger.core.convergence.Attempts;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** The part of a convergence's members that a query asks for, with what leads to its neighbours. */
public final class MemberPage {

    private final MemberQuery query;
    private final ConvergenceFile.Content content;
    private final List<MemberRow> matching;
    private final List<MemberRow> shown;

    MemberPage(
            @NonNull ConvergenceProperty property,
            @NonNull ConvergenceFile.Content content,
            @NonNull MemberQuery query) {
        this.query = query;
        this.content = content;
        this.matching = rows(property, content).filter(query).toList();
        this.shown = matching.stream().skip(query.from()).limit(query.limit()).toList();
    }

    /** Those first that are not as they should be; otherwise in the order in which they are tried. */
    private static Stream<MemberRow> rows(ConvergenceProperty property, ConvergenceFile.Content content) {
        Map<String, String> problems = content.problems();
        Map<String, Attempts> known = content.memory().machines();
        return Stream.of(false, true)
                .flatMap(converged -> content.states().entrySet().stream()
                        .filter(member -> converged == (member.getValue() == MemberState.CONVERGED)))
                .map(member -> {
                    Attempts attempts = known.getOrDefault(member.getKey(), Attempts.NONE);
                    boolean rests = member.getValue() == MemberState.FAILING && attempts.notBefore() > 0;
                    return new MemberRow(
                            member.getKey(),
                            member.getValue(),
                            attempts.failures(),
                            property.getMostFailures(),
                            rests ? Instant.ofEpochMilli(attempts.notBefore()) : null,
                            problems == null ? null : problems.get(member.getKey()));
                });
    }

    /** How many machines stood how. */
    @NonNull
    Map<MemberState, Integer> counts() {
        Map<MemberState, Integer> counts = new EnumMap<>(MemberState.class);
        content.states().values().forEach(state -> counts.merge(state, 1, Integer::sum));
        return counts;
    }

    /** What is known of the convergence. */
    @NonNull
    ConvergenceFile.Content content() {
        return content;
    }

    /** All machines that the query finds, whatever its page. */
    @NonNull
    List<MemberRow> matching() {
        return matching;
    }

    /** The machines on this page. */
    @NonNull
    public List<MemberRow> getRows() {
        return shown;
    }

    /** How many members there are, whatever the query. */
    public int getMembers() {
        return content.states().size();
    }

    /** The members by how they stand, as parts of a bar. */
    @NonNull
    public List<MemberShare> getShares() {
        Map<MemberState, Integer> counts = counts();
        return counts.isEmpty()
                ? List.of()
                : BarPart.of(counts).stream().map(MemberShare::new).toList();
    }

    /** The same in one line, for those who cannot see the bar. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getBarText() {
        return MemberShare.inWords(getShares());
    }

    /** Whether just the machines that stand in this way are asked for. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isState(@NonNull String state) {
        MemberState wanted = query.state();
        return wanted != null && wanted.name().equals(state);
    }

    /** Whether not all members are asked for. */
    public boolean isFiltered() {
        return query.state() != null;
    }

    /** How many machines the query finds, on all its pages. */
    public int getTotal() {
        return matching.size();
    }

    /** The place of the first machine shown among those found, from 1; 0 if none is shown. */
    public int getFirst() {
        return shown.isEmpty() ? 0 : query.from() + 1;
    }

    /** The place of the last machine shown among those found; 0 if none is shown. */
    public int getLast() {
        return shown.isEmpty() ? 0 : query.from() + shown.size();
    }

    /** The place of the first machine on the next page, from 0; null if there is none. */
    @CheckForNull
    Integer nextFrom() {
        return shown.isEmpty() || getLast() >= matching.size() ? null : getLast();
    }

    /** The query for the machines after these; null if there are none. */
    @CheckForNull
    public String getNext() {
        Integer next = nextFrom();
        return next == null ? null : query.at(next);
    }

    /** The query for the machines before these; null if there are none. */
    @CheckForNull
    public String getPrevious() {
        int from = Math.min(query.from(), matching.size());
        return from == 0 ? null : query.at(Math.max(0, from - query.limit()));
    }

    /** The query of all pages together. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getAll() {
        return query.at(0);
    }
}
