package io.jenkins.plugins.deploymentledger.audit.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No way to change something is forgotten: each web method of Jenkins, of this plugin and of those around pipelines by which a request
 * may do so is one that an action of {@code docs/audit-coverage.md} goes, or stands with its reason among those without one.
 *
 * <p>A newer Jenkins with another web method makes this fail. What to do then, for each that is named:
 *
 * <ol>
 *   <li>Add an action that does it to one of the {@code *Actions} beside this class, with the entry that it must leave.
 *   <li>Run {@code AuditCoverageTest}. If it says {@code http.unclassified}, nobody heard of the change: give it a {@code RouteRule}
 *       and, where none fits, an {@code Event}.
 *   <li>Run it again until it has written the method into {@code docs/audit-web-methods.md}; commit that.
 *   <li>Only if it changes nothing, or cannot be done in a test, add it to {@code web-methods-without-action.txt}.
 * </ol>
 */
class CoreWebMethodsTest {

    private static Set<String> all;
    private static Set<String> reached;
    private static Set<String> excused;

    @BeforeAll
    static void read() throws Exception {
        all = WebMethods.all();
        reached = WebMethodTable.all();
        excused = MethodsWithoutAction.all();
        assertFalse(all.isEmpty(), "No web methods were found");
    }

    @Test
    void eachHasItsActionOrItsReason() {
        Set<String> forgotten = new TreeSet<>(all);
        forgotten.removeAll(reached);
        forgotten.removeAll(excused);
        assertEquals(
                "",
                String.join("\n", forgotten),
                "Nothing is known of the audit trail of these; the description of this class says what to do");
    }

    @Test
    void noReasonIsGivenForWhatIsNotThere() {
        Set<String> gone = new TreeSet<>(excused);
        gone.removeAll(all);
        assertEquals(
                "",
                String.join("\n", gone),
                "Web methods that are gone, or answer to GET alone; remove them from " + MethodsWithoutAction.FILE);
    }

    @Test
    void noReasonIsGivenForWhatHasAnAction() {
        Set<String> both = new TreeSet<>(excused);
        both.retainAll(reached);
        assertEquals("", String.join("\n", both), "They have an action; remove them from " + MethodsWithoutAction.FILE);
    }
}
