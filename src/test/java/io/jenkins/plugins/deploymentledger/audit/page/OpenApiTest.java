package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroup;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroups;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The description of the REST interface is true of the interface. */
@WithJenkins
class OpenApiTest {

    /** What to put where the description has a parameter or needs one. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "/events/{seq}", "/events/0",
            "/machine-groups/group/{name}/list", "/machine-groups/group/racks/list",
            "/job/{job}/{number}/machines/", "/job/deploy/1/machines/",
            "/job/{job}/convergence/members/", "/job/deploy/convergence/members/",
            "/events/newer", "/events/newer?after=0",
            "/events/suggest", "/events/suggest?kind=actor&text=a",
            "/export.csv", "/export.csv?progress=of-the-test",
            "/export.progress", "/export.progress?id=of-the-test",
            "/tasks/board/list", "/tasks/board/list?scope=all",
            "/tile/{path}", "/tile/0/000.p/");

    private static JsonNode api;
    private static TrailClient client;

    @BeforeAll
    static void read(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        client = new TrailClient(j.getURL(), "admin");
        PackageCatalogue.get()
                .add(new DeploymentPackage(
                        "office",
                        "24.8",
                        TestDeployments.upload("office"),
                        List.of(new InstallCommand("unix", "exit 0"))));
        MachineGroups.get().add(new MachineGroup("racks", new MachineListTarget("rack-1\nrack-2")));
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone"));
        job.addProperty(new ConvergenceProperty());
        job.scheduleBuild2(0).get();
        TestTrail.end();
        api = new ObjectMapper(new YAMLFactory()).readTree(new File("docs/openapi.yaml"));
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : api.at(reference.substring(1));
    }

    @Test
    void everyPathIsAnsweredWithTheTypeItSays() throws IOException {
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            if (!path.getValue().has("get")) {
                continue;
            }
            String example = EXAMPLES.getOrDefault(path.getKey(), path.getKey()).substring(1);
            if (path.getValue().has("servers")) {
                example = "../" + example;
            }
            if (example.endsWith(".p/")) {
                example += client.get("checkpoint").lines().toList().get(1);
            }
            HttpResponse<String> response = client.ask(example);
            assertEquals(200, response.statusCode(), example + ": " + response.body());
            JsonNode content = path.getValue().at("/get/responses/200/content");
            String type = content.fieldNames().next();
            assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith(type), example);
            if (type.equals("application/json")) {
                check(
                        resolved(content.path(type).path("schema")),
                        new ObjectMapper().readTree(response.body()),
                        example);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/manage/deployment-packages/add", "/machine-groups/add"})
    void oneIsMadeByTheExampleAndTheAnswerIsAsDescribed(String path) throws IOException {
        JsonNode add = api.path("paths").path(path).path("post");
        String example = add.at("/requestBody/content")
                .path("application/json")
                .path("example")
                .toString();

        HttpResponse<String> made = client.post(".." + path, example);

        assertEquals(201, made.statusCode(), made.body());
        check(described(add, "201"), new ObjectMapper().readTree(made.body()), "add");
        HttpResponse<String> again = client.post(".." + path, example);
        assertEquals(400, again.statusCode(), again.body());
        check(described(add, "400"), new ObjectMapper().readTree(again.body()), "add again");
    }

    private static JsonNode described(JsonNode method, String status) {
        JsonNode answer = resolved(method.path("responses").path(status));
        return resolved(answer.path("content").path("application/json").path("schema"));
    }

    /** Holds a value against the parts of JSON Schema that the description uses. */
    private static void check(JsonNode schema, JsonNode value, String where) {
        if (schema.path("type").asText().equals("array")) {
            assertTrue(value.isArray() && !value.isEmpty(), where + " is " + value);
            value.forEach(item -> check(resolved(schema.path("items")), item, where));
            return;
        }
        Set<String> known = new TreeSet<>();
        collect(schema, value, where, known);
        if (!known.isEmpty() && value.isObject()) {
            value.fieldNames().forEachRemaining(name -> assertTrue(known.contains(name), where + " has " + name));
        }
    }

    private static void collect(JsonNode schema, JsonNode value, String where, Set<String> known) {
        schema.path("allOf").forEach(part -> collect(resolved(part), value, where, known));
        schema.path("required")
                .forEach(name -> assertTrue(value.has(name.asText()), where + " lacks " + name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            known.add(property.getKey());
            JsonNode described = resolved(property.getValue());
            JsonNode given = value.path(property.getKey());
            String place = where + "/" + property.getKey();
            if (!given.isMissingNode()) {
                assertTrue(isOfAny(described.path("type"), given), place + " is " + given);
                if (given.isArray() && !given.isEmpty()) {
                    check(resolved(described.path("items")), given.get(0), place);
                }
            }
        }
    }

    private static boolean isOfAny(JsonNode types, JsonNode value) {
        if (!types.isArray()) {
            return isOf(types.asText(), value);
        }
        boolean found = false;
        for (JsonNode type : types) {
            found |= isOf(type.asText(), value);
        }
        return found;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> value.isObject();
        };
    }

    private static Set<String> parameters(String path) {
        Set<String> described = new TreeSet<>();
        api.path("paths")
                .path(path)
                .at("/get/parameters")
                .forEach(parameter ->
                        described.add(resolved(parameter).path("name").asText()));
        return described;
    }

    @Test
    void theParametersAreThoseThatAreUnderstood() throws IOException {
        Set<String> known = new TreeSet<>(TrailParameters.names());
        assertEquals(known, parameters("/events"));
        assertEquals(400, client.ask("events?nothing=x").statusCode());
        Set<String> filters = new TreeSet<>(known);
        filters.removeAll(Set.of(TrailParameters.BEFORE, TrailParameters.AFTER, TrailParameters.LIMIT));
        filters.add("progress");
        for (String path : List.of("/export.csv", "/export.jsonl", "/export.csv.zip", "/export.jsonl.zip")) {
            assertEquals(filters, parameters(path), path);
        }
        filters.remove("progress");
        filters.add(TrailParameters.AFTER);
        assertEquals(filters, parameters("/events/newer"));
    }
}
