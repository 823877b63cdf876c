package io.jenkins.plugins.deploymentledger.audit.coverage;

/** Ways to the same actions that a trail would miss that went by URLs. */
final class DetourActions {

    private static final String DOWN = "system.quietdown";
    private static final String UP = "system.quietdown.cancelled";

    private DetourActions() {}

    static void add(Actions actions) {
        actions.http("Prepare for shutdown, more in the path", "quietDown/x", DOWN, "");
        actions.http("Cancel, doubled slash", "/cancelQuietDown", UP, "");
        actions.http("Prepare for shutdown, dot in the path", "./quietDown", DOWN, "");
        actions.http("Cancel, encoded letter", "%63ancelQuietDown", UP, "");
        actions.http("Prepare for shutdown, below manage", "manage/quietDown", DOWN, "");
        actions.http("Cancel, trailing slash", "cancelQuietDown/", UP, "");
        actions.http("Prepare for shutdown, behind a view", "view/all/../../quietDown", DOWN, "");
        actions.http("Cancel, with a method override in the query", "cancelQuietDown?_method=GET", UP, "");
        actions.add(
                "Prepare for shutdown, with a method override in the header",
                "POST quietDown (X-HTTP-Method-Override: GET)",
                DOWN,
                "",
                client -> client.with("X-HTTP-Method-Override", "GET").post("quietDown"));
        actions.http("Cancel, twice around", "manage/../manage/./cancelQuietDown", UP, "");
        actions.xml(
                "Create a job, an odd name, encoded",
                "createItem?name=%61%20%2b%20b",
                "<project><builders/></project>",
                "item.created",
                "a + b");
        actions.http("Delete it, encoded", "job/%61%20+%20b/doDelete", "item.deleted", "a + b");
    }
}
