package io.jenkins.plugins.deploymentledger.dashboard.machine;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Leads from the page of an agent to the page of the machine that it is. */
public final class AgentLink implements Action {

    private final Node node;

    AgentLink(Node node) {
        this.node = node;
    }

    @Override
    public String getIconFileName() {
        return "symbol-deployment plugin-deployment-ledger";
    }

    @Override
    public String getDisplayName() {
        return Messages.AgentLink_displayName();
    }

    @Override
    public String getUrlName() {
        return "/" + Machines.pageUrl(Machines.nameOf(node));
    }

    /** Gives the link to the agents of those who may read their configuration, and so see the page behind it in any case. */
    @Extension
    public static final class Factory extends TransientActionFactory<Computer> {

        @Override
        public Class<Computer> type() {
            return Computer.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Computer computer) {
            Node node = computer.getNode();
            boolean shown = node != null && !Machines.isBuiltIn(node) && Machines.isMachine(node);
            return shown && computer.hasPermission(Computer.EXTENDED_READ) ? List.of(new AgentLink(node)) : List.of();
        }
    }
}
