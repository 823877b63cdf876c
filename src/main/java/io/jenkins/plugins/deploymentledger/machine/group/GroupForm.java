package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import jakarta.servlet.ServletException;
import java.util.function.Consumer;
import org.kohsuke.stapler.StaplerRequest2;

/** Reads the form of a group. */
final class GroupForm {

    private GroupForm() {}

    /**
     * Reads the form of a request, and does something with what it says.
     *
     * @throws Descriptor.FormException if it cannot be read, or that cannot be done; the message says why
     */
    static void apply(@NonNull StaplerRequest2 request, @NonNull Consumer<MachineGroup> change)
            throws ServletException, Descriptor.FormException {
        try {
            change.accept(request.bindJSON(MachineGroup.class, request.getSubmittedForm()));
        } catch (IllegalArgumentException e) {
            throw new Descriptor.FormException(e.getMessage(), e, "group");
        }
    }
}
