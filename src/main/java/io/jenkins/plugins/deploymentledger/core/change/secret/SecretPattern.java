package io.jenkins.plugins.deploymentledger.core.change.secret;

/** Recognises one kind of secret within a text. Takes time in proportion to the length of the text; keeps no state. */
@FunctionalInterface
interface SecretPattern {

    /** Adds the places where such secrets stand. The text holds no markers. */
    void find(Text text, Spans spans);
}
