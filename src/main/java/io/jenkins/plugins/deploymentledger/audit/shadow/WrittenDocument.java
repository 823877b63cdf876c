package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;

/**
 * What somebody has written into a file, or is about to: an XML document as Jenkins writes it, with a declaration of its own.
 *
 * @param version of XML, {@code 1.0} or {@code 1.1}
 * @param element the document without its declaration and what stands before it
 */
record WrittenDocument(@NonNull String version, @NonNull String element) {

    private static final String DECLARATION = "<?xml";
    private static final String END = "?>";

    /** @param document whatever encoding it says it has */
    @NonNull
    static WrittenDocument of(@NonNull String document) {
        String stripped = document.strip();
        int end = stripped.startsWith(DECLARATION) ? stripped.indexOf(END) : -1;
        if (end < 0) {
            return new WrittenDocument("1.0", stripped);
        }
        return new WrittenDocument(
                stripped.substring(0, end).contains("1.1") ? "1.1" : "1.0",
                stripped.substring(end + END.length()).stripLeading());
    }

    /** @param content of a file that Jenkins wrote */
    @NonNull
    static WrittenDocument of(@NonNull byte[] content) {
        return of(new String(content, StandardCharsets.UTF_8));
    }

    /** As a file would hold it. */
    @NonNull
    byte[] bytes() {
        String document = DECLARATION + " version='" + version + "' encoding='UTF-8'" + END + element;
        return document.getBytes(StandardCharsets.UTF_8);
    }
}
