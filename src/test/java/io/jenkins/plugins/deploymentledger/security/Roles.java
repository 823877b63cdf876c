package io.jenkins.plugins.deploymentledger.security;

import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who asks in the tables of who gets which answer: one person for each set of permissions that the plugin tells apart. */
public final class Roles {

    /** Not logged in; all others are. */
    public static final String ANONYMOUS = "anonymous";

    private final JenkinsRule j;
    private final Map<String, JenkinsRule.WebClient> clients = new LinkedHashMap<>();

    private Roles(JenkinsRule j) {
        this.j = j;
    }

    /** Gives everybody what they may do, and logs some of them in. */
    public static Roles of(JenkinsRule j, List<String> names) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Jenkins.MANAGE, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("manager")
                .grant(Item.READ)
                .everywhere()
                .to("author", "operator", "reader")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("author")
                .grant(Item.CANCEL)
                .everywhere()
                .to("operator")
                .grant(AuditPermissions.VIEW)
                .everywhere()
                .to("importer", "auditor", "viewer")
                .grant(AuditPermissions.EXPORT)
                .everywhere()
                .to("auditor", "exporter")
                .grant(AuditPermissions.CONFIGURE)
                .everywhere()
                .to("importer"));
        Roles roles = new Roles(j);
        for (String name : names) {
            roles.clients.put(name, roles.logIn(name));
        }
        return roles;
    }

    private JenkinsRule.WebClient logIn(String name) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setJavaScriptEnabled(false);
        // Whoever is not logged in is refused by a page that leads to the login.
        client.setRefreshHandler((page, url, seconds) -> {});
        if (name.equals(ANONYMOUS)) {
            return client;
        }
        User.getById(name, true);
        return client.login(name);
    }

    /** The status of the answer that somebody gets. */
    public int ask(String name, HttpMethod verb, String path) throws Exception {
        return answer(name, verb, path).getStatusCode();
    }

    /** The answer that somebody gets. */
    public WebResponse answer(String name, HttpMethod verb, String path) throws Exception {
        JenkinsRule.WebClient client = clients.get(name);
        WebRequest request = new WebRequest(new URL(j.getURL(), path), verb);
        if (verb == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse();
    }
}
