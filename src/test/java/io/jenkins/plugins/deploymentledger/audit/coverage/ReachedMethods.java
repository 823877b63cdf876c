package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.stapler.EvaluationTrace;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Hears from Stapler to which web methods it takes requests that are no reads by their verb, while somebody listens. Jenkins finds it as a service, once in a
 * process.
 */
public final class ReachedMethods extends EvaluationTrace.ApplicationTracer {

    /** As Stapler writes it: the class of the object, and the method, which that class may have from another one. */
    private static final Pattern CALL = Pattern.compile("([^#:\\s]+)(?:#|: Index: )(\\w+)");

    private static final String DYNAMIC = "doDynamic(...)";

    private static final Queue<Call> CALLS = new ConcurrentLinkedQueue<>();

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private static volatile boolean listening;

    /** What Stapler said of a request, which is known by the id that its entries have. */
    private record Call(String request, String message) {}

    @Override
    protected void record(StaplerRequest2 request, String message) {
        RequestScope scope = RequestScope.current();
        if (listening && scope != null && !READING.contains(request.getMethod())) {
            CALLS.add(new Call(scope.id(), message));
        }
    }

    static void listen() {
        CALLS.clear();
        listening = true;
    }

    /** The web methods that these requests reached since somebody began to listen, as {@link WebMethods} writes them. */
    static Set<String> reached(Set<String> requests, ClassLoader classes) throws ClassNotFoundException {
        listening = false;
        Set<String> reached = new TreeSet<>();
        for (Call heard : CALLS) {
            Matcher call = CALL.matcher(heard.message().replace(DYNAMIC, "doDynamic"));
            // Others are the getters on the way; they have brackets.
            if (requests.contains(heard.request()) && call.matches()) {
                reached.addAll(declared(classes.loadClass(call.group(1)), call.group(2)));
            }
        }
        return reached;
    }

    /** The classes in which such a method of an object of this class stands; none if it is a field. */
    static List<String> declared(Class<?> type, String method) {
        return Arrays.stream(type.getMethods())
                .filter(one -> one.getName().equals(method) && !one.isBridge())
                .map(one -> one.getDeclaringClass().getName() + "#" + method)
                .distinct()
                .toList();
    }
}
