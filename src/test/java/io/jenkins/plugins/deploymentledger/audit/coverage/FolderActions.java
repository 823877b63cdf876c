package io.jenkins.plugins.deploymentledger.audit.coverage;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;

/** What is done to folders and the items in them, and to credentials wherever they are kept. */
final class FolderActions {

    private static final String JOB =
            "<project><description>%s</description><builders/><publishers/><buildWrappers/></project>";
    private static final String FOLDER =
            "<com.cloudbees.hudson.plugins.folder.Folder><description>%s</description></com.cloudbees.hudson.plugins.folder.Folder>";
    private static final String CREDENTIAL = "com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl";

    private static final String CREDENTIALS = SystemCredentialsProvider.class.getName();
    private static final String DOMAIN = "<com.cloudbees.plugins.credentials.domains.Domain><name>lab</name>"
            + "<description>%s</description><specifications/></com.cloudbees.plugins.credentials.domains.Domain>";

    private FolderActions() {}

    static void add(Actions actions) {
        folders(actions);
        credentials(actions, "", "manage/credentials/store/system/domain/_/", "com.cloudbees*");
        actions.with(Actions.saved("folder"));
        credentials(actions, " in a folder", "job/folder/credentials/store/folder/domain/_/", "folder/");
        credentials(actions, " of a user", "user/admin/credentials/store/user/domain/_/", "admin/");
        actions.cli(
                "Create credentials",
                credential("bycli", "one"),
                "credential.created",
                "com.cloudbees*",
                "create-credentials-by-xml",
                "system::system::jenkins",
                "_");
        actions.cli(
                "Delete credentials",
                "",
                "credential.deleted",
                "com.cloudbees*",
                "delete-credentials",
                "system::system::jenkins",
                "_",
                "bycli");
        domains(actions);
        actions.http(
                "Describe a folder", "job/folder/submitDescription", "view.updated", "folder/All", "description", "x");
        actions.xml(
                "Create a view in a folder",
                "job/folder/createView?name=v",
                "<hudson.model.ListView><name>v</name><jobNames/><jobFilters/><columns/></hudson.model.ListView>",
                "view.created",
                "folder/v");
        actions.besides("item.deleted", "folder/inside")
                .http("Delete a folder with what is in it", "job/folder/doDelete", "item.deleted", "folder");
    }

    private static void folders(Actions actions) {
        actions.xml("Create a folder", "createItem?name=folder", FOLDER.formatted("one"), "item.created", "folder");
        actions.xml(
                "Change a folder", "job/folder/config.xml", FOLDER.formatted("two"), "item.config.updated", "folder");
        actions.xml(
                "Create a job in a folder",
                "job/folder/createItem?name=inside",
                JOB.formatted("one"),
                "item.created",
                "folder/inside");
        actions.xml(
                "Change a job in a folder",
                "job/folder/job/inside/config.xml",
                JOB.formatted("two"),
                "item.config.updated",
                "folder/inside");
        actions.besides("item.left", "folder/inside")
                .http(
                        "Move a job out of its folder",
                        "job/folder/job/inside/move/move",
                        "item.moved",
                        "inside",
                        "destination",
                        "/");
        actions.besides("item.left", "inside")
                .http(
                        "Move a job into a folder",
                        "job/inside/move/move",
                        "item.moved",
                        "folder/inside",
                        "destination",
                        "/folder");
        actions.xml(
                "Change a job that was moved",
                "job/folder/job/inside/config.xml",
                JOB.formatted("three"),
                "item.config.updated",
                "folder/inside");
        actions.besides("item.left", "folder")
                .http("Rename a folder", "job/folder/confirmRename", "item.renamed", "other", "newName", "other");
        actions.besides("item.left", "other")
                .http("Rename it back", "job/other/confirmRename", "item.renamed", "folder", "newName", "folder");
        actions.http("Delete a job in a folder", "job/folder/job/inside/doDelete", "item.deleted", "folder/inside");
        actions.xml(
                "Create a job again",
                "job/folder/createItem?name=inside",
                JOB.formatted("one"),
                "item.created",
                "folder/inside");
    }

    private static void credentials(Actions actions, String where, String store, String owner) {
        String target = owner.endsWith("*") ? owner : owner + "*";
        actions.xml(
                "Create credentials" + where,
                store + "createCredentials",
                credential("secret", "one"),
                "credential.created",
                target);
        actions.xml(
                "Change credentials" + where,
                store + "credential/secret/config.xml",
                credential("secret", "two"),
                "credential.updated",
                target);
        actions.http("Delete credentials" + where, store + "credential/secret/doDelete", "credential.deleted", target);
    }

    private static String credential(String id, String password) {
        return "<" + CREDENTIAL + "><scope>GLOBAL</scope><id>" + id + "</id><description>of a test</description>"
                + "<username>robot</username><password>" + password + "</password></" + CREDENTIAL + ">";
    }

    private static void domains(Actions actions) {
        String store = "manage/credentials/store/system/";
        actions.xml(
                "Create a domain of credentials",
                store + "createDomain",
                DOMAIN.formatted("one"),
                "credential.updated",
                CREDENTIALS);
        actions.xml(
                "Change a domain of credentials",
                store + "domain/lab/config.xml",
                DOMAIN.formatted("two"),
                "credential.updated",
                CREDENTIALS);
        actions.with(j -> CredentialsProvider.lookupStores(j.jenkins)
                        .iterator()
                        .next()
                        .addCredentials(
                                Domain.global(),
                                new UsernamePasswordCredentialsImpl(
                                        CredentialsScope.GLOBAL, "moving", "of a test", "robot", "one")))
                .besides("credential.deleted", "com.cloudbees*")
                // It is in both for a moment.
                .besides("credential.updated", CREDENTIALS)
                .http(
                        "Move credentials to another domain",
                        store + "domain/_/credential/moving/doMove",
                        "credential.created",
                        "com.cloudbees*",
                        "destination",
                        "system/lab");
        actions.besides("credential.deleted", "com.cloudbees*")
                .http(
                        "Delete a domain of credentials",
                        store + "domain/lab/doDelete",
                        "credential.updated",
                        CREDENTIALS);
        actions.http(
                "Add credentials where they are chosen",
                "descriptor/com.cloudbees.plugins.credentials.CredentialsSelectHelper/resolver/"
                        + "com.cloudbees.plugins.credentials.CredentialsSelectHelper$SystemContextResolver/provider/"
                        + "com.cloudbees.plugins.credentials.SystemCredentialsProvider$ProviderImpl/context/jenkins/addCredentials",
                "credential.created",
                "com.cloudbees*",
                "json",
                "{\"domain\":\"_\",\"credentials\":{\"stapler-class\":\"" + CREDENTIAL + "\",\"$class\":\"" + CREDENTIAL
                        + "\",\"scope\":\"GLOBAL\",\"username\":\"robot\",\"password\":\"one\",\"id\":\"chosen\","
                        + "\"description\":\"of a test\"}}");
    }
}
