package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.util.function.BooleanSupplier;

/** Whether and how a machine can be spoken to at one moment. */
public sealed interface MachineState {

    /**
     * The machine is connected.
     *
     * @param channel to its agent
     * @param root the agent's root directory, absolute, in the machine's own notation
     * @param heldBack why nothing new should begin there, such as the words with which a user took it offline; null if
     *     nothing speaks against it
     * @param permission asks whether what is done here may be done on the very node that the channel leads to; it may take a
     *     moment
     */
    record Connected(
            @NonNull VirtualChannel channel,
            @NonNull String root,
            @CheckForNull String heldBack,
            @NonNull BooleanSupplier permission)
            implements MachineState {

        /**
         * Requires that something may be begun here. A machine is named long before its turn comes: it may be another by
         * then, or another's.
         *
         * @throws StageFailedException if not
         */
        void requirePermission() {
            if (!permission.getAsBoolean()) {
                throw notPermitted();
            }
        }

        static StageFailedException notPermitted() {
            return new StageFailedException(FailureCause.PERMISSION_DENIED, Messages.MachineState_notPermitted());
        }
    }

    /**
     * The machine is not connected.
     *
     * @param reason in a few words, possibly empty
     * @param expectedBack whether it has had no chance to connect since this controller started, so that this says
     *     nothing about the machine yet
     */
    record Offline(@NonNull String reason, boolean expectedBack) implements MachineState {}

    /** Jenkins has no such machine any more. */
    record Deleted() implements MachineState {}
}
