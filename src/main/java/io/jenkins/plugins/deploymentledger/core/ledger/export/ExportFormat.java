package io.jenkins.plugins.deploymentledger.core.ledger.export;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** How the rows of an export are written. */
public enum ExportFormat {
    /** RFC 4180 in UTF-8, every cell quoted and guarded against formulas, with a line of headings. */
    CSV("csv"),
    /** One entry a line: its canonical JSON, exactly the bytes that the ledger hashed. */
    JSON_LINES("jsonl");

    private final String word;

    ExportFormat(String word) {
        this.word = word;
    }

    /** The word for the format in manifests, on the command line, and as the ending of file names. */
    @NonNull
    public String word() {
        return word;
    }

    /** The format of a word; nothing if there is none. */
    @NonNull
    public static Optional<ExportFormat> of(@NonNull String word) {
        for (ExportFormat format : values()) {
            if (format.word.equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Begins to write rows. */
    RowWriter open(OutputStream out) throws IOException {
        return this == CSV ? new CsvRows(out) : new JsonLines(out);
    }
}
