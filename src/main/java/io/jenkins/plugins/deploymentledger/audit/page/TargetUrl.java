package io.jenkins.plugins.deploymentledger.audit.page;

import hudson.Util;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Finds what a target is today, as far as the current user may see it. */
final class TargetUrl {

    private TargetUrl() {}

    /** Its URL below the root of Jenkins; null if there is no such thing any more, or it must not be seen. */
    static String of(Target target) {
        try {
            return switch (target.kind()) {
                case "job", "folder", "item" -> item(target.id());
                case "build" -> build(target.id());
                case "user" -> user(target.id());
                case "node" -> node(target.id());
                default -> null;
            };
        } catch (AccessDeniedException e) {
            // Whoever may discover an item, but not read it, is told so by an exception.
            return null;
        }
    }

    private static String item(String fullName) {
        Item item = Jenkins.get().getItemByFullName(fullName);
        return item == null ? null : item.getUrl();
    }

    private static String build(String id) {
        try {
            Run<?, ?> run = Run.fromExternalizableId(id);
            return run == null ? null : run.getUrl();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String user(String id) {
        User user = id.isEmpty() ? null : User.getById(id, false);
        return user == null ? null : user.getUrl() + "/";
    }

    private static String node(String name) {
        Computer computer = Jenkins.get().getComputer(name);
        return computer == null ? null : "computer/" + Util.rawEncode(name) + "/";
    }
}
