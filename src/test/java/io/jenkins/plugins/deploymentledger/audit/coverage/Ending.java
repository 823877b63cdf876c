package io.jenkins.plugins.deploymentledger.audit.coverage;

import java.util.List;

/** How an action ends for whoever tries it. */
enum Ending {
    /** It is done. */
    DONE("success"),
    /** The form that was sent is shown once more, with what is wrong in it. */
    SHOWN_AGAIN("failure"),
    /** It is refused. */
    REFUSED("denied"),
    /** A command that does it for some of its objects and is refused others, so that it cannot be known for which. */
    PARTLY("unknown"),
    /** It is refused by an answer as if there were nothing of that name, since not even that there is may be known. */
    HIDDEN("denied");

    private static final List<Integer> REFUSALS = List.of(401, 403);
    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;
    private static final int ABORTED = 5;
    private static final int DENIED = 6;

    private final String outcome;

    Ending(String outcome) {
        this.outcome = outcome;
    }

    /** What the entry gives as the outcome. */
    String outcome() {
        return outcome;
    }

    /** The entry that each command leaves that ends so. */
    String command() {
        return this == DONE ? "cli.command" : "cli.failed";
    }

    /** Whether an answer is of this kind: of a command its exit code, else the status. */
    boolean isTold(boolean command, int answer) {
        return switch (this) {
            case DONE -> command ? answer == 0 : answer < BAD_REQUEST;
            case SHOWN_AGAIN -> !command && answer < BAD_REQUEST;
            case REFUSED -> command ? answer == DENIED : REFUSALS.contains(answer);
            case PARTLY -> command && answer == ABORTED;
            case HIDDEN -> answer == NOT_FOUND;
        };
    }
}
