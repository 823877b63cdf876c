package io.jenkins.plugins.deploymentledger.audit.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says which event a command is of which Jenkins tells no listener.
 *
 * @param event the event, one for each object
 * @param subjects what its arguments name
 * @param valued the options that take the argument after them
 */
record CommandRule(
        @NonNull Event event,
        @NonNull CommandSubjects subjects,
        @NonNull Set<String> valued) {

    static CommandRule of(Event event, CommandSubjects subjects, String... valued) {
        return new CommandRule(event, subjects, Set.of(valued));
    }

    /** The arguments that are neither options nor their values. */
    @NonNull
    List<String> operands(@NonNull List<String> arguments) {
        List<String> operands = new ArrayList<>();
        boolean value = false;
        for (String argument : arguments) {
            boolean option = argument.length() > 1 && argument.startsWith("-");
            if (!value && !option) {
                operands.add(argument);
            }
            value = !value && valued.contains(argument);
        }
        return operands;
    }
}
