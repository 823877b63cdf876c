package io.jenkins.plugins.deploymentledger.audit.target;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A page that says what the trail calls the object that it is of, or an object whose page is below it. */
public interface NamesTargets {

    /**
     * What a request was on that came to this page, whether or not whoever sent it may know of that.
     *
     * @param below the further steps of its path, decoded, with the action among them; empty if there are none
     * @param parameter gives what the request says by a parameter of a name; null if it does not have it
     * @return empty if there is nothing of which the trail has a name
     */
    @NonNull
    Optional<PageTarget> target(@NonNull List<String> below, @NonNull UnaryOperator<String> parameter);
}
