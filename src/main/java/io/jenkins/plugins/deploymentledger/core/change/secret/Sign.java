package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;

/**
 * Words without which a pattern has nothing to find, in capitals or not: {@link Signs} finds them all at once.
 *
 * <p>Each has two chars or more.
 */
enum Sign {
    ARMOR("----", "putty-user-key-file"),
    URL("://"),
    HOOK("hook", "webhook.office", "logic.azure", "chat.googleapis", "api.telegram"),
    ENCODING(EncodedPattern.SIGNS),
    COMMAND_WITH_OPTIONS(Options.COMMANDS),
    READER_OF_SECRETS(PipedPattern.READ_SECRETS),
    WRITER("echo", "printf", "write-output", "write-host", "print"),
    HERE_STRING("<<<"),
    LOGON(LogonPattern.SIGNS),
    SCHEME("bearer", "basic"),
    MOT("mot de ", "mots de "),
    NAMING("name", "key", "var", "param", "header", "property"),
    VAULT("vault"),
    LITERAL("--from-literal"),
    LOGIN("login"),
    IDENTIFIED("identified"),
    PASSWORD("password"),
    PROMPT("assword"),
    SECURE_STRING("securestring"),
    CONNECT("connect"),
    FREERDP("freerdp"),
    SIGNTOOL("signtool"),
    HTPASSWD("htpasswd"),
    RABBIT("rabbitmqctl"),
    NET("net"),
    SCHTASKS("schtasks"),
    SEND("send"),
    CONFIG("config"),
    ENVIRONMENT("env", "setx");

    private final List<String> words;

    Sign(String... words) {
        this(List.of(words));
    }

    Sign(List<String> words) {
        this.words = words;
    }

    List<String> words() {
        return words;
    }
}
