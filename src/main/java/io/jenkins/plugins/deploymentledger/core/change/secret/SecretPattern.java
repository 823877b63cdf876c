package io.jenkins.plugins.deploymentledger.core.change.secret;

/** Recognises one kind of secret within a text. Linear in the length of the text; keeps no state. */
@FunctionalInterface
interface SecretPattern {

    /** Adds the places where such secrets stand. The text holds no markers. */
    void find(String text, Spans spans);
}
