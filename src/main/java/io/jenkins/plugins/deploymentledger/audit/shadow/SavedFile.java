package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;

/**
 * A file as whoever saved it finds it right afterwards, and what they know to have written. Another may have saved it in between.
 *
 * @param file as it is found
 * @param by tells those who save apart
 * @param own whether what is found is surely what they wrote
 * @param sent what they wrote, if what is found looks different; null if it does not, or that is not known
 */
public record SavedFile(
        @NonNull ConfigFile file,
        @NonNull String by,
        boolean own,
        @CheckForNull byte[] sent) {

    private static final String DECLARATION = "<?xml";
    private static final String END = "?>";

    /** Where nobody knows what was written. */
    @NonNull
    public static SavedFile of(@NonNull ConfigFile file, @NonNull String by) {
        return new SavedFile(file, by, false, null);
    }

    /**
     * Where what was written was sent as a text. Jenkins writes it with a declaration of its own.
     *
     * @param sent an XML document, whatever encoding it says it has
     */
    @NonNull
    public static SavedFile of(@NonNull ConfigFile file, @NonNull String by, @NonNull String sent) {
        if (!file.isWhole()) {
            return of(file, by);
        }
        String element = element(sent);
        if (element.equals(element(new String(file.content(), StandardCharsets.UTF_8)))) {
            return new SavedFile(file, by, true, null);
        }
        String version = sent.substring(0, sent.length() - element.length()).contains("1.1") ? "1.1" : "1.0";
        String document = DECLARATION + " version='" + version + "' encoding='UTF-8'" + END + element;
        return new SavedFile(file, by, false, document.getBytes(StandardCharsets.UTF_8));
    }

    /** A document without its declaration and what stands before it. */
    private static String element(String document) {
        String stripped = document.strip();
        int end = stripped.startsWith(DECLARATION) ? stripped.indexOf(END) : -1;
        return end < 0 ? stripped : stripped.substring(end + END.length()).stripLeading();
    }
}
