package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Remembers from where something was put into the queue, until the build that it becomes has ended. */
@Restricted(NoExternalUse.class)
@Extension
public final class QueueAddresses {

    private static final int MAX = 10_000;

    private final Map<Long, Addresses> addresses = new Latest();

    /** Forgets the eldest. */
    private static final class Latest extends LinkedHashMap<Long, Addresses> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Addresses> eldest) {
            return size() > MAX;
        }
    }

    static void note(long queueId, @NonNull Addresses from) {
        ExtensionList.lookup(QueueAddresses.class).forEach(one -> one.put(queueId, from));
    }

    /** From where that was which became a build; none if it is not known. */
    @NonNull
    static Addresses of(long queueId) {
        return ExtensionList.lookup(QueueAddresses.class).stream()
                .findFirst()
                .map(one -> one.get(queueId))
                .orElse(Addresses.NONE);
    }

    private synchronized void put(long queueId, Addresses from) {
        addresses.put(queueId, from);
    }

    private synchronized Addresses get(long queueId) {
        return addresses.getOrDefault(queueId, Addresses.NONE);
    }
}
