package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import java.util.Optional;

/** What can be said on the command line besides the command and the directory. */
enum Option {
    FROM("from", "from", "TIME", "first time inside, as 2026-11-08 or 2026-11-08T09:00 or 2026-11-08T09:00:00Z"),
    TO("to", "to", "TIME", "first time outside; a date includes that day"),
    EVENT("event", "event", "TYPE", "type of event, as user.deleted, or a category, as 'user.*'"),
    OPERATED_BY_ID("operated-by-id", "operatedById", "ID", "who acted, by identifier; * stands for any characters"),
    OPERATED_BY("operated-by", "operatedBy", "NAME", "who acted, by name"),
    TARGET_ID("target-id", "targetId", "ID", "what was acted upon, by identifier"),
    TARGET("target", "target", "NAME", "what was acted upon, by name"),
    ADDRESS("address", "address", "ADDRESS", "IP address or network, as 203.0.113.0/24"),
    SIZE("size", "size", "NUMBER", "entries on a page (50)"),
    CURSOR("cursor", "cursor", "CURSOR", "where the page begins, as the page before says"),
    ZONE("zone", "", "ZONE", "time zone of times without offset, and of the answer (UTC)"),
    FORMAT("format", "", "FORMAT", "csv or jsonl (by the ending of the file)"),
    OUTPUT("output", "", "FILE", "where the rows go; the manifest goes to FILE.manifest.json"),
    EXPORT("export", "", "FILE", "an export to hold against the ledger, with FILE.manifest.json beside it"),
    CHECKPOINT("checkpoint", "", "FILE", "checkpoints kept elsewhere, one or more, to hold against the ledger"),
    KEY("key", "", "FILE", "the ledger's public key as known from elsewhere (DIR/keys/ledger.pub)"),
    ARCHIVE("archive", "", "DIR", "where segments went that left by retention, to be proved too"),
    ENTRIES("entries", "", "FIRST-LAST", "only the entries with these sequence numbers, as 0-999"),
    CONTENTS("contents", "", "", "read every entry as JSON too, not only its bytes; takes several times as long"),
    JSON("json", "", "", "answer in JSON");

    private final String word;
    private final String parameter;
    private final String value;
    private final String help;

    Option(String word, String parameter, String value, String help) {
        this.word = word;
        this.parameter = parameter;
        this.value = value;
        this.help = help;
    }

    /** The option as it is written, with its two hyphens. */
    String written() {
        return "--" + word;
    }

    /** The parameter of a query that it sets; empty if it is none. */
    String parameter() {
        return parameter;
    }

    /** Whether a value follows. */
    boolean takesValue() {
        return !value.isEmpty();
    }

    /** A line for the help. */
    String help() {
        return String.format("  %-26s %s%n", written() + (takesValue() ? ' ' + value : ""), help);
    }

    /** The option that sets a parameter of a query. */
    static Optional<Option> ofParameter(String parameter) {
        for (Option option : values()) {
            if (!parameter.isEmpty() && option.parameter.equals(parameter)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
