package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what is being received between the calls of one connection; on the machine. */
final class OpenReceipts {

    private static final Logger LOGGER = Logger.getLogger(OpenReceipts.class.getName());

    private static final ConcurrentMap<String, Receipt> OPEN = new ConcurrentHashMap<>();

    private OpenReceipts() {}

    /** Keeps a receipt until it is taken or the connection ends. */
    @NonNull
    static String keep(@NonNull Incoming incoming) {
        String token = UUID.randomUUID().toString();
        Channel channel = Channel.current();
        Receipt receipt = new Receipt(token, incoming, channel);
        OPEN.put(token, receipt);
        if (channel != null) {
            channel.addListener(receipt);
            if (channel.isClosingOrClosed()) {
                // Too late for the listener to be told.
                receipt.drop();
            }
        }
        return token;
    }

    /** Hands a receipt over, which is kept no longer; null if there is none. */
    @CheckForNull
    static Incoming take(@NonNull String token) {
        Receipt receipt = OPEN.remove(token);
        return receipt == null ? null : receipt.release();
    }

    /**
     * Closes what an earlier connection left open for a file: it may not have noticed its end yet, and must not write
     * beside a later one.
     */
    static void supersede(@NonNull Path partial) {
        for (Map.Entry<String, Receipt> open : OPEN.entrySet()) {
            if (open.getValue().incoming.partial().equals(partial)) {
                open.getValue().drop();
            }
        }
    }

    /** How many receipts are kept. */
    static int count() {
        return OPEN.size();
    }

    private static final class Receipt extends Channel.Listener {

        private final String token;
        private final Incoming incoming;
        private final Channel channel;

        Receipt(String token, Incoming incoming, Channel channel) {
            this.token = token;
            this.incoming = incoming;
            this.channel = channel;
        }

        @Override
        public void onClosed(Channel closed, IOException cause) {
            drop();
        }

        /** Takes the listener away, too: a connection lives for months, and would keep one for each receipt. */
        Incoming release() {
            if (channel != null) {
                channel.removeListener(this);
            }
            return incoming;
        }

        void drop() {
            if (OPEN.remove(token, this)) {
                release();
                try {
                    incoming.close();
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, e, () -> "Cannot close what was being received");
                }
            }
        }
    }
}
