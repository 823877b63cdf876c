package io.jenkins.plugins.deploymentledger.core.change;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Objects;

/**
 * One thing that was added, removed or changed; secrets in it are replaced.
 *
 * @param path where: names of elements from the root, such as
 *     {@code /project/builders/hudson.tasks.Shell[2]/command}; an element of a list is named by its id, name or key where
 *     it has one, else by its position among those of its name, counted from 1 (before, where it was removed; after, in
 *     all other cases); an attribute has an {@code @}, text between elements is {@code text()}
 * @param kind what happened
 * @param form how the values are written
 * @param before what it was, at most {@link Limits#maxValueChars()} chars; null if it was added, or in form
 *     {@code lines}
 * @param after what it is; null if it was removed, or in form {@code lines}
 * @param lines in form {@code lines}: a unified difference, each line beginning with a space, {@code -}, {@code +} or
 *     {@code @}; otherwise empty
 */
@JsonPropertyOrder({"path", "kind", "form", "before", "after", "lines"})
public record Change(
        @NonNull String path,
        @NonNull Kind kind,
        @NonNull Form form,

        @CheckForNull @JsonInclude(JsonInclude.Include.NON_NULL)
        String before,

        @CheckForNull @JsonInclude(JsonInclude.Include.NON_NULL)
        String after,

        @NonNull @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> lines) {

    /** What happened. */
    public enum Kind {
        /** It was not there before. */
        @JsonProperty("added")
        ADDED,
        /** It is no longer there. */
        @JsonProperty("removed")
        REMOVED,
        /** It has another value. */
        @JsonProperty("changed")
        CHANGED
    }

    /** How the values are written. */
    public enum Form {
        /** As they are. */
        @JsonProperty("text")
        TEXT,
        /** A text of several lines, of which only those that changed are given, with those around them. */
        @JsonProperty("lines")
        LINES,
        /** An element with others in it, as indented XML. */
        @JsonProperty("element")
        ELEMENT,
        /** The elements of a list whose order changed, one a line. */
        @JsonProperty("order")
        ORDER,
        /** Documents that could not be read, and texts too long to be compared: their sizes and fingerprints. */
        @JsonProperty("document")
        DOCUMENT
    }

    public Change {
        Objects.requireNonNull(path, "A change needs a path");
        Objects.requireNonNull(kind, "A change needs a kind");
        Objects.requireNonNull(form, "A change needs a form");
        lines = lines == null ? List.of() : List.copyOf(lines);
    }

    /** Whether only the version of the plugin that wrote an element changed, as after each update of a plugin. */
    @JsonIgnore
    public boolean isPluginVersion() {
        return before != null
                && after != null
                && path.endsWith("/@plugin")
                && name(before).equals(name(after));
    }

    private static String name(String plugin) {
        int at = plugin.indexOf('@');
        return at < 0 ? plugin : plugin.substring(0, at);
    }
}
