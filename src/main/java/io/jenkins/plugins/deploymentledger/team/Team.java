package io.jenkins.plugins.deploymentledger.team;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** People who follow each other's deployments: users, and members of groups of the security realm. */
public final class Team implements Describable<Team> {

    private final String name;
    private String members;
    private String groups;

    /**
     * Names a team.
     *
     * @param name for readers; no two teams have the same
     */
    @DataBoundConstructor
    public Team(String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** The name. */
    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    /** The ids of its users, separated by line breaks or commas; empty if there are none. */
    @NonNull
    public String getMembers() {
        return Util.fixNull(members);
    }

    /** Sets the ids of its users. */
    @DataBoundSetter
    public void setMembers(String members) {
        this.members = Util.fixEmptyAndTrim(members);
    }

    /**
     * The names of groups of the security realm whose members belong to it, one on each line; empty if there are none. A comma is
     * part of a name, as in those of a directory: {@code cn=operators,ou=groups}.
     */
    @NonNull
    public String getGroups() {
        return Util.fixNull(groups);
    }

    /** Sets the names of groups of the security realm. */
    @DataBoundSetter
    public void setGroups(String groups) {
        this.groups = Util.fixEmptyAndTrim(groups);
    }

    /**
     * Whether somebody belongs to the team, by the rules of the security realm for equal names.
     *
     * @param userId the user
     * @param authorities the names of the user's groups
     */
    public boolean has(@NonNull String userId, @NonNull Set<String> authorities) {
        IdStrategy users = Jenkins.get().getSecurityRealm().getUserIdStrategy();
        if (parse(getMembers(), "[,\\r\\n]+").stream().anyMatch(member -> users.equals(member, userId))) {
            return true;
        }
        IdStrategy names = Jenkins.get().getSecurityRealm().getGroupIdStrategy();
        return parse(getGroups(), "[\\r\\n]+").stream()
                .anyMatch(group -> authorities.stream().anyMatch(authority -> names.equals(group, authority)));
    }

    private static List<String> parse(String names, String separator) {
        return Arrays.stream(names.split(separator))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Describes {@link Team}. */
    @Extension
    @Symbol("team")
    public static final class DescriptorImpl extends Descriptor<Team> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Team_displayName();
        }

        /** Requires a name; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckName(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.Team_nameless())
                    : FormValidation.ok();
        }
    }
}
