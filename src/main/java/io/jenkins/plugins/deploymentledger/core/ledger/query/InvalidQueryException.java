package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Says which field of a query is wrong, and how to put it right; its message is a text for the user. */
public final class InvalidQueryException extends Exception {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String explanation;

    /**
     * An error in a query.
     *
     * @param field the parameter that is wrong, as the user wrote it
     * @param problem what is wrong, a sentence
     * @param remedy what to do, a sentence
     */
    public InvalidQueryException(@NonNull String field, @NonNull String problem, @NonNull String remedy) {
        this(field, problem + ' ' + remedy);
    }

    private InvalidQueryException(String field, String explanation) {
        super(field + ": " + explanation);
        this.field = field;
        this.explanation = explanation;
    }

    /** The same error, of a field that the user knows by another name. */
    @NonNull
    InvalidQueryException about(@NonNull String otherField) {
        return new InvalidQueryException(otherField, explanation);
    }

    /** The parameter that is wrong. */
    @NonNull
    public String field() {
        return field;
    }

    /** What is wrong with it and what to do, without its name. */
    @NonNull
    public String explanation() {
        return explanation;
    }
}
