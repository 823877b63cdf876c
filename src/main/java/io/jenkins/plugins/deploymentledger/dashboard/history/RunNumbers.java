package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the numbers of a job's runs without loading one. */
final class RunNumbers {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private RunNumbers() {}

    /**
     * The numbers of the directories of runs; none where there is no run yet.
     *
     * @throws IOException if they cannot be listed, which says nothing of which there are
     */
    @NonNull
    static Set<Integer> of(@NonNull Job<?, ?> job) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> directories =
                Files.newDirectoryStream(job.getBuildDir().toPath())) {
            for (Path directory : directories) {
                String name = String.valueOf(directory.getFileName());
                if (NUMBER.matcher(name).matches()) {
                    numbers.add(Integer.valueOf(name));
                }
            }
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }
}
