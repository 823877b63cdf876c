package io.jenkins.plugins.deploymentledger.audit.coverage;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.util.Secret;
import java.util.List;
import net.sf.json.JSONObject;

/** What is done to credentials by the dialogs of their pages, which send what is asked here. */
final class FormCredentialActions {

    private static final String SYSTEM = "manage/credentials/store/system/";
    private static final String FOLDER = "job/box/credentials/store/folder/";
    private static final String TYPE = "com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl";
    private static final String PROVIDER = "com.cloudbees.plugins.credentials.SystemCredentialsProvider";
    private static final String USERS = "com.cloudbees.plugins.credentials.UserCredentialsProvider";
    private static final String UPDATED = "credential.updated";
    private static final String CREATED = "credential.created";
    private static final String DELETED = "credential.deleted";

    private static final String PROVIDERS = "com.cloudbees.plugins.credentials.CredentialsProviderManager";

    private FormCredentialActions() {}

    static void add(Actions actions) {
        store(actions, "", SYSTEM, PROVIDER, PROVIDER, "com.cloudbees*");
        actions.with(j -> j.jenkins.createProject(Folder.class, "box").save());
        store(actions, " of a folder", FOLDER, "box", "box", "box");
        providers(
                actions, "Take a provider of credentials away", "system.config.updated", PROVIDERS + "$Configuration");
        providers(actions, "Take it away again", "http.unchanged", "");
    }

    /** Domains with credentials of their own: what is done to one of them is no change of the others. */
    private static void store(Actions actions, String of, String store, String owner, String file, String unchanged) {
        String global = store + "domain/_/";
        String first = store + "domain/first/";
        create(actions, "Create credentials" + of, global, "one", owner);
        create(actions, "Create more credentials" + of, global, "two", owner);
        update(actions, "Change the password of credentials" + of, global, "one", "other", UPDATED, owner + "/one");
        update(actions, "Save credentials" + of + " as they are", global, "one", "other", "http.unchanged", unchanged);
        domain(actions, "Create a domain" + of, store + "createDomain", "first", "", UPDATED, file);
        domain(actions, "Create another domain" + of, store + "createDomain", "second", "", UPDATED, file);
        create(actions, "Create credentials in a domain" + of, first, "three", owner);
        create(actions, "Create credentials in the other domain" + of, store + "domain/second/", "four", owner);
        domain(actions, "Describe a domain" + of, first + "configSubmit", "first", "two", UPDATED, file);
        domain(
                actions,
                "Save a domain" + of + " as it is",
                first + "configSubmit",
                "first",
                "two",
                "http.unchanged",
                "*");
        if (owner.equals(PROVIDER)) {
            actions.besides(UPDATED, file);
        }
        actions.http("Delete a domain" + of, first + "doDelete", DELETED, owner + "/three");
        actions.http("Delete credentials" + of, global + "credential/two/doDelete", DELETED, owner + "/two");
    }

    /** Which providers there are is saved past Jenkins' own saving. */
    private static void providers(Actions actions, String name, String event, String target) {
        JSONObject filter = new JSONObject()
                .element("classNames", List.of(USERS))
                .element("stapler-class", "com.cloudbees.plugins.credentials.CredentialsProviderFilter$Excludes");
        JSONObject form = new JSONObject()
                .element(
                        PROVIDERS.replace('.', '-') + "$Configuration",
                        new JSONObject().element("providerFilter", filter));
        post(actions, name, "manage/configureCredentials/configure", form, event, target);
    }

    private static void create(Actions actions, String name, String domain, String id, String owner) {
        post(
                actions,
                name,
                domain + "createCredentials",
                new JSONObject().element("credentials", credentials(id, id)),
                CREATED,
                owner + "/" + id);
    }

    private static void update(
            Actions actions, String name, String domain, String id, String password, String event, String target) {
        actions.add(name, "POST " + domain + "credential/" + id + "/updateSubmit", event, target, client -> {
            // The form has the password as it is kept, encrypted once more.
            String sent = Secret.fromString(password).getEncryptedValue();
            return client.post(
                    domain + "credential/" + id + "/updateSubmit",
                    "json",
                    credentials(id, sent).toString());
        });
    }

    private static void domain(
            Actions actions, String name, String path, String domain, String description, String event, String target) {
        post(
                actions,
                name,
                path,
                new JSONObject().element("name", domain).element("description", description),
                event,
                target);
    }

    private static void post(Actions actions, String name, String path, JSONObject form, String event, String target) {
        actions.http(name, path, event, target, "json", form.toString());
    }

    private static JSONObject credentials(String id, String password) {
        return new JSONObject()
                .element("scope", "GLOBAL")
                .element("username", "robot")
                .element("usernameSecret", false)
                .element("password", password)
                .element("$redact", "password")
                .element("id", id)
                .element("description", "of a test")
                .element("stapler-class", TYPE)
                .element("$class", TYPE);
    }
}
