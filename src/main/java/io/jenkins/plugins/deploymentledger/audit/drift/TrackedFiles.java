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

    /** In which directories of an item others are: folders have the one, multibranch projects the other. */
    private static final List<String> GROUPS = List.of("jobs", "branches");

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
        item(files, directory, 0);
        return files;
    }

    private static void items(List<File> files, File group, int depth) {
        for (File directory : list(group)) {
            item(files, directory, depth);
        }
    }

    private static void item(List<File> files, File directory, int depth) {
        add(files, new File(directory, "config.xml"));
        for (String name : GROUPS) {
            File group = new File(directory, name);
            if (depth < MAX_DEPTH && group.isDirectory()) {
                items(files, group, depth + 1);
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
