package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A line that the logs of most of some machines have in common, but for what is different on each machine.
 *
 * @param text the line, as the first machine has it
 * @param machines how many of the machines have it
 */
public record CommonLine(@NonNull String text, int machines) {

    /** How many lines are told at most; those nearest to the ends of the logs, where what went wrong stands. */
    public static final int MOST = 20;

    /** How many characters of a line are looked at. */
    private static final int MAX_LENGTH = 300;

    /**
     * The lines that more than half of the machines have, in their order; none of fewer than two machines.
     *
     * @param logs the lines of each machine by its name
     */
    @NonNull
    public static List<CommonLine> of(@NonNull Map<String, List<String>> logs) {
        if (logs.size() < 2) {
            return List.of();
        }
        Map<String, Found> found = new LinkedHashMap<>();
        logs.forEach((machine, lines) -> {
            Set<String> here = new HashSet<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = readable(lines.get(i));
                String pattern = MessagePattern.of(line, machine);
                if (says(pattern) && here.add(pattern)) {
                    found.computeIfAbsent(pattern, key -> new Found(line)).add(lines.size() - i);
                }
            }
        });
        List<Found> common = found.values().stream()
                .filter(one -> 2 * one.machines > logs.size())
                .sorted(Comparator.comparingDouble(Found::fromEnd).reversed())
                .toList();
        return common.subList(Math.max(0, common.size() - MOST), common.size()).stream()
                .map(one -> new CommonLine(one.text, one.machines))
                .toList();
    }

    private static String readable(String line) {
        String text = line.codePoints()
                .filter(c -> !Character.isISOControl(c) || c == '\t')
                .limit(MAX_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.strip();
    }

    /** Whether there is a word in it: rules and numbers alone say nothing. */
    private static boolean says(String pattern) {
        return pattern.chars().filter(Character::isLetter).count() > 1;
    }

    /** A line that was found, and on how many machines. */
    private static final class Found {

        private final String text;
        private int machines;
        private long distance;

        Found(String text) {
            this.text = text;
        }

        void add(int linesToEnd) {
            machines++;
            distance += linesToEnd;
        }

        double fromEnd() {
            return (double) distance / machines;
        }
    }
}
