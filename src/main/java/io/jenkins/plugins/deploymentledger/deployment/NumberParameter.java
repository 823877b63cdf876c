package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import org.kohsuke.stapler.StaplerRequest2;

/** Reads a whole number that a request may give. */
public final class NumberParameter {

    private NumberParameter() {}

    /**
     * A number.
     *
     * @param parameter its name in the request
     * @param otherwise what is meant where it is not given
     * @param least the smallest number that may be given
     * @param most the greatest
     * @throws IllegalArgumentException if it is none, or out of bounds; the message names the parameter and the bounds
     */
    public static int of(
            @NonNull String parameter, @NonNull StaplerRequest2 request, int otherwise, int least, int most) {
        String value = Util.fixEmptyAndTrim(request.getParameter(parameter));
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.MachineQuery_badNumber(parameter, value, least, most), e);
        }
        throw new IllegalArgumentException(Messages.MachineQuery_badNumber(parameter, value, least, most));
    }
}
