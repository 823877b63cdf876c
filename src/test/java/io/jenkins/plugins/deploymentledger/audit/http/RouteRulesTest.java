package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.jenkins.plugins.deploymentledger.audit.coverage.WebMethods;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No rule is about an action that there is not: of such a one nobody would see that it never matches. */
class RouteRulesTest {

    @Test
    void everyActionIsAWebMethodOfItsType() throws Exception {
        JavaClasses classes = WebMethods.classes();
        List<String> unknown = new ArrayList<>();
        for (RouteRule rule : RouteRules.ALL) {
            String type = rule.where().type();
            List<JavaClass> objects =
                    classes.stream().filter(one -> one.isAssignableTo(type)).toList();
            rule.where().actions().stream()
                    .filter(action -> !isThere(objects, action))
                    .forEach(action -> unknown.add(type + " " + action));
        }
        assertEquals("", String.join("\n", unknown), "Jenkins has no such web methods");
    }

    private static boolean isThere(List<JavaClass> objects, String action) {
        return objects.stream()
                .flatMap(one -> one.getAllMethods().stream())
                .anyMatch(method -> WebMethods.isReachedBy(action, method));
    }
}
