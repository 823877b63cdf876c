package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Api;
import hudson.model.labels.LabelAtom;
import hudson.search.Search;
import hudson.widgets.Widget;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;

/** A request by POST is a read, or one that changed nothing, by its whole route alone: the same words elsewhere mean nothing. */
class KnownRoutesTest {

    /** An object of another plugin, with actions of its own. */
    private static final class Other extends LabelAtom {

        Other() {
            super("other");
        }

        @WebMethod(name = "live")
        public void change() {
            // Only its name counts.
        }

        /** Another meaning for an action of core. */
        @Override
        public void doConfigSubmit(StaplerRequest2 request, StaplerResponse2 response) {
            // Only that it is here counts.
        }
    }

    private static Route route(Object end, String action, String... rest) {
        return new Route(List.of(end), List.of(end), action, List.of(rest));
    }

    @Test
    void theReadsOfCoreAreReads() {
        assertTrue(ReadOnlyRoutes.contains(route(new Api("x"), "json")));
        assertTrue(ReadOnlyRoutes.contains(route(new Search(), "suggest")));
        assertTrue(ReadOnlyRoutes.contains(route(new Widget() {}, "ajax")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "live",
                "search",
                "plugins",
                "ajax",
                "render",
                "suggest",
                "contextMenu",
                "crumbIssuer",
                "checkName",
                "json",
                "help",
                "checkUpdateSiteUrl",
                "cli",
                "iconSize",
                "progressiveText"
            })
    void theirWordsOnAnotherObjectAreNone(String word) {
        assertFalse(ReadOnlyRoutes.contains(route(new Other(), word)));
        assertFalse(ReadOnlyRoutes.contains(route(new Other(), word, "doDelete")));
    }

    @Test
    void whatGoesOnBehindAReadIsNone() {
        assertFalse(ReadOnlyRoutes.contains(route(new Api("x"), "json", "doDelete")));
        assertFalse(ReadOnlyRoutes.contains(route(new Search(), "suggest", "x")));
        assertFalse(ReadOnlyRoutes.contains(Route.UNKNOWN));
    }

    @Test
    void ofTheActionsOfCoreOnWhatIsFollowedEveryEffectIsHeard() {
        assertTrue(HeardActions.contains(route(new LabelAtom("x"), "submitDescription")));
        assertTrue(HeardActions.contains(route(new Other(), "submitDescription")));
        assertFalse(HeardActions.contains(route(new LabelAtom("x"), "noSuchAction")));
    }

    @Test
    void ofTheActionsOfOthersNothingIsKnown() {
        assertFalse(HeardActions.contains(route(new Other(), "live")));
        assertFalse(HeardActions.contains(route(new Other(), "configSubmit")));
        assertFalse(HeardActions.contains(route("text", "trim")));
    }
}
