package io.jenkins.plugins.deploymentledger.deployment;

import com.thoughtworks.xstream.XStreamException;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import hudson.model.Items;
import hudson.model.User;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import jenkins.model.Jenkins;
import jenkins.util.xml.XMLUtils;
import org.xml.sax.SAXException;

/**
 * Holds who may be named as the owner of a standing order: oneself, and who owns it already; administrators name whom they like.
 *
 * <p>Otherwise whoever may configure a job would have others' permissions used. All methods ask for the current user, and may be
 * called by any thread.
 */
final class OrderOwners {

    private OrderOwners() {}

    /**
     * Requires that a new configuration of a job names no owner that the current user may not name.
     *
     * @param job as it is before
     * @param source the new configuration, which is read to its end
     * @return the same configuration, to be read again
     * @throws Failure if it names one; the message names the field
     * @throws IOException if it cannot be read
     */
    @NonNull
    static Source checked(@NonNull DeploymentJob job, @NonNull Source source) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLUtils.safeTransform(source, new StreamResult(text));
        } catch (TransformerException | SAXException e) {
            throw new IOException("Cannot read the configuration of " + job.getFullName(), e);
        }
        // Into another object: what is refused must not have changed anything.
        Object read;
        try {
            read = Items.XSTREAM2.fromXML(text.toString());
        } catch (XStreamException e) {
            throw new IOException("Cannot read the configuration of " + job.getFullName(), e);
        }
        if (read instanceof DeploymentJob configured) {
            List<StandingOrder> before = ordersOf(job.readProperties());
            for (StandingOrder order : ordersOf(configured.readProperties())) {
                if (!mayName(order.getOwner()) && before.stream().noneMatch(kept -> isSame(kept, order))) {
                    throw new Failure(Messages.OrderOwners_refused(
                            order.getOwner(), order.getDescriptor().getDisplayName()));
                }
            }
        }
        return new StreamSource(new StringReader(text.toString()));
    }

    /**
     * Makes the current user the owner of what was made by a file and names somebody else, as that of a job which was copied.
     *
     * @return whether anything was changed
     */
    static boolean adopt(@NonNull Iterable<?> properties) {
        boolean changed = false;
        for (StandingOrder order : ordersOf(properties)) {
            if (!mayName(order.getOwner())) {
                order.own();
                changed = true;
            }
        }
        return changed;
    }

    private static boolean isSame(StandingOrder before, StandingOrder after) {
        return before.getClass() == after.getClass() && isSame(before.getOwner(), after.getOwner());
    }

    private static boolean isSame(@CheckForNull String one, @CheckForNull String other) {
        return one != null && other != null && User.idStrategy().equals(one, other);
    }

    private static boolean mayName(@CheckForNull String owner) {
        if (owner == null || Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return true;
        }
        User current = User.current();
        return current != null && isSame(current.getId(), owner);
    }

    private static List<StandingOrder> ordersOf(Iterable<?> properties) {
        List<StandingOrder> orders = new ArrayList<>();
        for (Object property : properties) {
            if (property instanceof StandingOrder order) {
                orders.add(order);
            }
        }
        return orders;
    }
}
