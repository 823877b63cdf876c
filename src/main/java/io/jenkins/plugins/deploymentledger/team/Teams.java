package io.jenkins.plugins.deploymentledger.team;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import hudson.model.User;
import hudson.security.SecurityRealm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;

/** The teams of this controller. */
@Extension
@Symbol("deploymentTeams")
public final class Teams extends GlobalConfiguration implements PersistentDescriptor {

    private List<Team> teams = new ArrayList<>();

    /** The teams of this controller. */
    @NonNull
    public static Teams get() {
        return ExtensionList.lookupSingleton(Teams.class);
    }

    /** The teams. */
    @NonNull
    public List<Team> getTeams() {
        return teams == null ? List.of() : List.copyOf(teams);
    }

    /**
     * Sets the teams, and saves them.
     *
     * @throws IllegalArgumentException if one has no name, or two have the same
     */
    @DataBoundSetter
    public void setTeams(@NonNull List<Team> teams) {
        Set<String> names = new HashSet<>();
        for (Team team : teams) {
            if (team.getName().isEmpty()) {
                throw new IllegalArgumentException(Messages.Team_nameless());
            }
            if (!names.add(team.getName())) {
                throw new IllegalArgumentException(Messages.Teams_twice(team.getName()));
            }
        }
        this.teams = new ArrayList<>(teams);
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            setTeams(request.bindJSONToList(Team.class, form.get("teams")));
        } catch (IllegalArgumentException e) {
            throw new FormException(e, "teams");
        }
        return true;
    }

    /** The names of the teams of whoever acts on the current thread, sorted. */
    @NonNull
    public Set<String> ofCurrentUser() {
        Authentication who = Jenkins.getAuthentication2();
        return User.current() == null ? Set.of() : of(who.getName(), authorities(who));
    }

    /**
     * The names of the teams of a user, sorted.
     *
     * <p>Asks the security realm for the user's groups if a team has any; this may take as long as a login.
     */
    @NonNull
    public Set<String> ofUser(@NonNull String userId) {
        boolean byGroup = getTeams().stream().anyMatch(team -> !team.getGroups().isEmpty());
        return of(userId, byGroup ? authoritiesOf(userId) : Set.of());
    }

    private Set<String> of(String userId, Set<String> authorities) {
        Set<String> names = new TreeSet<>();
        for (Team team : getTeams()) {
            if (team.has(userId, authorities)) {
                names.add(team.getName());
            }
        }
        return names;
    }

    private static Set<String> authoritiesOf(String userId) {
        User user = User.getById(userId, false);
        if (user == null) {
            return Set.of();
        }
        try {
            return authorities(user.impersonate2());
        } catch (AuthenticationException e) {
            // The realm does not know the user, or does not answer: what is left are the teams that name the user.
            return Set.of();
        }
    }

    private static Set<String> authorities(Authentication who) {
        Set<String> names = new HashSet<>();
        for (GrantedAuthority authority : who.getAuthorities()) {
            // Everybody has this one, and nobody is told apart by it.
            if (!SecurityRealm.AUTHENTICATED_AUTHORITY2.equals(authority)) {
                names.add(authority.getAuthority());
            }
        }
        return names;
    }
}
