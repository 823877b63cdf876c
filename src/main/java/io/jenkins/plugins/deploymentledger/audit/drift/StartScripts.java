package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the scripts in a home that Jenkins runs by itself, with all rights: when it starts, and when it could not.
 *
 * <p>Of each hook that is the file of its name, and then what is in the directory of its name and is called a Groovy script.
 */
final class StartScripts {

    private static final List<String> HOOKS = List.of("init", "boot-failure");
    private static final String SUFFIX = ".groovy";
    private static final String DIRECTORY_SUFFIX = SUFFIX + ".d";

    private StartScripts() {}

    /** The scripts by their paths below the home, with slashes; at most so many of each hook's directory. */
    @NonNull
    static SortedMap<String, File> in(@NonNull File home, int max) {
        SortedMap<String, File> scripts = new TreeMap<>();
        for (String hook : HOOKS) {
            File script = new File(home, hook + SUFFIX);
            if (script.isFile()) {
                scripts.put(script.getName(), script);
            }
            String directory = hook + DIRECTORY_SUFFIX;
            File[] files = new File(home, directory).listFiles(file -> isScript(file.getName()) && file.isFile());
            for (int i = 0; files != null && i < Math.min(files.length, max); i++) {
                scripts.put(directory + "/" + files[i].getName(), files[i]);
            }
        }
        return scripts;
    }

    /** Whether Jenkins runs a file of this name, if it is in the directory of a hook. */
    static boolean isScript(@NonNull String name) {
        return name.endsWith(SUFFIX);
    }
}
