package io.jenkins.plugins.deploymentledger.audit.page;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;

/** What people call the ways in which an action ends. */
final class OutcomeTexts {

    private OutcomeTexts() {}

    static String of(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> Messages.Outcome_success();
            case FAILURE -> Messages.Outcome_failure();
            case DENIED -> Messages.Outcome_denied();
            case UNKNOWN -> Messages.Outcome_unknown();
        };
    }
}
