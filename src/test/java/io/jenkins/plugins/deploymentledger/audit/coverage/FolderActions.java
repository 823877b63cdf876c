package io.jenkins.plugins.deploymentledger.audit.coverage;

/** What is done to folders and the items in them, and to credentials wherever they are kept. */
final class FolderActions {

    private static final String JOB =
            "<project><description>%s</description><builders/><publishers/><buildWrappers/></project>";
    private static final String FOLDER =
            "<com.cloudbees.hudson.plugins.folder.Folder><description>%s</description></com.cloudbees.hudson.plugins.folder.Folder>";
    private static final String CREDENTIAL = "com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl";

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
}
