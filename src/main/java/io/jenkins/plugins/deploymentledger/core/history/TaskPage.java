package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Map;

/**
 * The part of a list of tasks that is shown.
 *
 * @param tasks on this page, in the order that was asked for
 * @param total how many tasks the query finds, on all pages
 * @param byStatus how many of them are in which status; those that occur, in the order of the statuses
 * @param previous where the page before this one ends; null if there is none
 * @param next where the page after this one begins; null if there is none
 */
public record TaskPage(
        @NonNull List<Task> tasks,
        int total,
        @NonNull Map<TaskStatus, Integer> byStatus,
        @CheckForNull TaskPosition previous,
        @CheckForNull TaskPosition next) {}
