package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.shadow.StateFiles;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists the configuration files of a home of Jenkins: of the system, of users, nodes, log recorders and items. */
final class TrackedFiles {

    private static final int MAX_DEPTH = 50;

    private TrackedFiles() {}

    @NonNull
    static List<File> of(@NonNull File home) {
        List<File> files = new ArrayList<>();
        for (File file : list(home)) {
            if (file.isFile() && file.getName().endsWith(".xml") && !StateFiles.contains(file)) {
                files.add(file);
            }
        }
        for (String directory : List.of("users", "nodes")) {
            for (File one : list(new File(home, directory))) {
                add(files, new File(one, "config.xml"));
            }
        }
        for (File recorder : list(new File(home, "log"))) {
            if (recorder.getName().endsWith(".xml")) {
                add(files, recorder);
            }
        }
        items(files, new File(home, "jobs"), 0);
        return files;
    }

    /** The configuration of an item, and of those in it. */
    @NonNull
    static List<File> ofItem(@NonNull File directory) {
        List<File> files = new ArrayList<>();
        add(files, new File(directory, "config.xml"));
        items(files, new File(directory, "jobs"), 0);
        return files;
    }

    private static void items(List<File> files, File jobs, int depth) {
        for (File item : list(jobs)) {
            add(files, new File(item, "config.xml"));
            File below = new File(item, "jobs");
            if (depth < MAX_DEPTH && below.isDirectory()) {
                items(files, below, depth + 1);
            }
        }
    }

    private static void add(List<File> files, File file) {
        if (file.isFile()) {
            files.add(file);
        }
    }

    private static List<File> list(File directory) {
        File[] files = directory.listFiles();
        if (files == null) {
            return List.of();
        }
        Arrays.sort(files);
        return List.of(files);
    }
}
