package io.jenkins.plugins.deploymentledger.core.change;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * What changed from one state of a configuration file to the next; secrets in it are replaced.
 *
 * @param changes in the order of the document, at most {@link Limits#maxChanges()}
 * @param more how many changes there are beyond these
 * @param note why the documents could not be compared element by element and line by line, as an English sentence; empty if they were
 */
@JsonPropertyOrder({"changes", "more", "note"})
public record Difference(
        @NonNull List<Change> changes,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int more,
        @NonNull @JsonInclude(JsonInclude.Include.NON_EMPTY) String note) {

    /** Nothing changed. */
    public static final Difference NONE = new Difference(List.of(), 0, "");

    public Difference {
        changes = changes == null ? List.of() : List.copyOf(changes);
        note = note == null ? "" : note;
    }

    /** Whether nothing changed. */
    @JsonIgnore
    public boolean isEmpty() {
        return changes.isEmpty() && more == 0;
    }

    /** How many changes there are in all, also those not given. */
    public int size() {
        return changes.size() + more;
    }
}
