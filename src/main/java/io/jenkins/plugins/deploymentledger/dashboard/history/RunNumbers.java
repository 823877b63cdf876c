package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the numbers of a job's runs without loading one. */
final class RunNumbers {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private RunNumbers() {}

    /** The numbers of the directories of runs. */
    @NonNull
    static Set<Integer> of(@NonNull Job<?, ?> job) {
        Set<Integer> numbers = new TreeSet<>();
        String[] names = job.getBuildDir().list();
        if (names != null) {
            for (String name : names) {
                if (NUMBER.matcher(name).matches()) {
                    numbers.add(Integer.valueOf(name));
                }
            }
        }
        return numbers;
    }
}
