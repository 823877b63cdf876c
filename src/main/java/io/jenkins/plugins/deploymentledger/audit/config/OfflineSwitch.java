package io.jenkins.plugins.deploymentledger.audit.config;

import hudson.model.Node;

/**
 * Knows the save by which Jenkins keeps that a node was taken offline or brought back. Its listener is told of that on the same thread, but only
 * afterwards: the recorder may be quicker.
 */
final class OfflineSwitch {

    private static final StackWalker STACK = StackWalker.getInstance();

    private OfflineSwitch() {}

    /** Whether the calling thread is amid such a save. */
    static boolean isUnderWay() {
        return STACK.walk(
                frames -> frames.anyMatch(frame -> frame.getMethodName().equals("setTemporaryOfflineCause")
                        && frame.getClassName().equals(Node.class.getName())));
    }
}
