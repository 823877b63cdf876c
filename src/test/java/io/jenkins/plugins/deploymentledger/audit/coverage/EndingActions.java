package io.jenkins.plugins.deploymentledger.audit.coverage;

/** After what the controller is gone. {@code EndingCoverageTest} does it, and looks when the controller runs again. */
final class EndingActions {

    private static final String RESTART = "system.restart.requested";
    private static final String SHUTDOWN = "system.shutdown.requested";

    private EndingActions() {}

    static void add(Actions actions) {
        ending(actions).http("Shut down", "exit", SHUTDOWN, "");
        ending(actions).http("Shut down when nothing is built any more", "safeExit", SHUTDOWN, "");
        ending(actions).http("Restart", "restart", RESTART, "");
        ending(actions).http("Restart when nothing is built any more", "safeRestart", RESTART, "", "message", "why");
        ending(actions).cli("Shut down", "", SHUTDOWN, "", "shutdown");
        ending(actions).cli("Shut down when nothing is built any more", "", SHUTDOWN, "", "safe-shutdown");
        ending(actions).cli("Restart", "", RESTART, "", "restart");
        ending(actions).cli("Restart when nothing is built any more", "", RESTART, "", "safe-restart");
    }

    /** What comes by itself when a controller ends and starts again. */
    private static Actions ending(Actions actions) {
        return actions.later("system.stopped", "")
                .later("audit.stopped", "")
                .later("audit.started", "")
                .later("system.started", "")
                // Jenkins itself, when it looks for updates.
                .later("plugin.sites.changed", "hudson.model.UpdateCenter");
    }
}
