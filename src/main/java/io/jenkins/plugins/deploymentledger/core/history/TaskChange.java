package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Something that changes the index: one line of its file. */
sealed interface TaskChange {

    /** A task began, ended, or is otherwise known better than before. */
    record Recorded(@NonNull Task task) implements TaskChange {}

    /** A job has another full name; so do its tasks. */
    record Moved(@NonNull String from, @NonNull String to) implements TaskChange {}

    /** A run was deleted. */
    record Removed(@NonNull String job, int number) implements TaskChange {}

    /** A job was deleted with all its runs. */
    record Dropped(@NonNull String job) implements TaskChange {}
}
