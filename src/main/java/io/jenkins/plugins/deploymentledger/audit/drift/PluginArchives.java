package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists the archives in the directory of plugins: those that Jenkins has loaded, and those that it will load when it starts again. */
final class PluginArchives {

    /** The one that counts, where there are both, comes last. */
    private static final List<String> SUFFIXES = List.of(".hpi", ".jpi");

    private static final String DISABLED = ".disabled";

    private PluginArchives() {}

    /** The archives by the names of their plugins. One that is linked, as of a plugin that is being developed, is none. */
    @NonNull
    static SortedMap<String, File> in(@NonNull File directory) {
        SortedMap<String, File> archives = new TreeMap<>();
        for (String suffix : SUFFIXES) {
            File[] files = directory.listFiles((in, name) -> name.endsWith(suffix));
            for (File file : files == null ? new File[0] : files) {
                if (file.isFile()) {
                    String name = file.getName();
                    archives.put(name.substring(0, name.length() - suffix.length()), file);
                }
            }
        }
        return archives;
    }

    /** Whether Jenkins does not load it when it starts. */
    static boolean isDisabled(@NonNull File archive) {
        return new File(archive.getPath() + DISABLED).exists();
    }
}
