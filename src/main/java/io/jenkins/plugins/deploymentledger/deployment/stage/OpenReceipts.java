package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.Channel;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what is being received between the calls of one connection; on the machine. */
final class OpenReceipts {

    private static final Logger LOGGER = Logger.getLogger(OpenReceipts.class.getName());

    private static final ConcurrentMap<String, Incoming> OPEN = new ConcurrentHashMap<>();

    private OpenReceipts() {}

    /** Keeps a receipt until it is taken or the connection ends. */
    @NonNull
    static String keep(@NonNull Incoming incoming) {
        String token = UUID.randomUUID().toString();
        OPEN.put(token, incoming);
        Channel channel = Channel.current();
        if (channel != null) {
            channel.addListener(new Channel.Listener() {
                @Override
                public void onClosed(Channel closed, IOException cause) {
                    drop(token);
                }
            });
        }
        return token;
    }

    /** Hands a receipt over, which is kept no longer; null if there is none. */
    @CheckForNull
    static Incoming take(@NonNull String token) {
        return OPEN.remove(token);
    }

    private static void drop(String token) {
        Incoming incoming = OPEN.remove(token);
        if (incoming != null) {
            try {
                incoming.close();
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "Cannot close what was being received");
            }
        }
    }
}
