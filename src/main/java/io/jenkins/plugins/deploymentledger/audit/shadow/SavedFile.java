package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

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
        WrittenDocument written = WrittenDocument.of(sent);
        return written.element().equals(WrittenDocument.of(file.content()).element())
                ? new SavedFile(file, by, true, null)
                : new SavedFile(file, by, false, written.bytes());
    }
}
