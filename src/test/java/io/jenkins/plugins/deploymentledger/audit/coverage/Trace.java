package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;

/**
 * An entry that an action leaves, by what it tells.
 *
 * @param event the type of the event
 * @param target the id of its target; what is behind a star may be anything
 */
record Trace(String event, String target) {

    boolean isOf(AuditEntry entry) {
        String id = entry.target().id();
        boolean there = target.endsWith("*")
                ? id.startsWith(target.substring(0, target.length() - 1)) && id.length() >= target.length()
                : id.equals(target);
        return there && entry.event().name().equals(event);
    }

    /** For people. */
    static String of(AuditEntry entry) {
        return entry.event() + "(" + entry.target().id() + " by "
                + entry.operatedBy().id() + ")";
    }

    /** As it stands in the table. */
    String shown() {
        return "`" + event + "`" + (target.isEmpty() ? "" : " of `" + target + "`");
    }
}
