package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import hudson.model.Items;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import jenkins.util.xml.XMLUtils;
import org.xml.sax.SAXException;

/**
 * Reads a job's configuration that is sent as a {@code config.xml}, and refuses what could never be carried out before anything is
 * changed.
 *
 * <p>The form refuses more: a schedule that has had its last time may be sent as a file, so that jobs can be kept and copied as files.
 */
final class SentConfiguration {

    private SentConfiguration() {}

    /**
     * Requires a configuration that the current user may send, and that can be carried out.
     *
     * @param job as it is before
     * @param source the new configuration, which is read to its end
     * @return the same configuration, with the owners that it is to have, to be read again
     * @throws Failure if it is refused; the message names the field
     * @throws IOException if the one before cannot be read
     */
    @NonNull
    static Source checked(@NonNull DeploymentJob job, @NonNull Source source) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLUtils.safeTransform(source, new StreamResult(text));
        } catch (TransformerException | SAXException e) {
            throw new Failure(Messages.SentConfiguration_malformed(e.getMessage()));
        }
        // Into another object: what is refused must not have changed anything.
        String sent = text.toString();
        Object read = ConfigurationText.read(job, sent);
        if (read instanceof DeploymentJob configured) {
            Object before = ConfigurationText.read(job, job.getConfigFile().asString());
            boolean asBefore = ConfigurationText.doTheSame(before, configured);
            boolean owned = OrderOwners.settle(job.readProperties(), configured.readProperties(), asBefore);
            check(configured);
            if (owned) {
                sent = ConfigurationText.write(configured);
            }
        }
        return new StreamSource(new StringReader(sent));
    }

    /**
     * Requires of a job that a file has just made that it can be carried out, and has it belong to who made it.
     *
     * @throws Failure if it can not; Jenkins makes no such job then
     */
    static void loaded(@NonNull DeploymentJob made) throws IOException {
        if (Items.currentlyUpdatingByXml()) {
            check(made);
        }
        if (OrderOwners.adopt(made.readProperties())) {
            made.getConfigFile().write(made);
        }
    }

    private static void check(DeploymentJob configured) {
        Instant now = Instant.now();
        try {
            configured.getOptions().validate();
            for (StandingOrder order : StandingOrder.in(configured.readProperties())) {
                order.check(configured, now);
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(Messages.SentConfiguration_refused(e.getMessage()));
        }
    }
}
