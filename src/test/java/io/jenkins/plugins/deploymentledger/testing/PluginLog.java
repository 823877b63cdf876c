package io.jenkins.plugins.deploymentledger.testing;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Remembers what the plugin writes to the log of the system until it is closed. */
public final class PluginLog extends Handler implements AutoCloseable {

    // Kept here, since the log manager would forget it and the handler with it.
    private final Logger logger = Logger.getLogger("io.jenkins.plugins.deploymentledger");
    private final List<String> messages = new CopyOnWriteArrayList<>();

    /** Remembers from now on. */
    public PluginLog() {
        logger.addHandler(this);
    }

    /** The messages so far, as they stand in the log. */
    @NonNull
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord message) {
        messages.add(new SimpleFormatter().formatMessage(message));
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
