package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.View;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the item that a request was about and that Jenkins hides from whoever asked.
 *
 * <p>Who may not even discover an item is answered as if there were none of that name; Stapler then ends at what is above it. To
 * the trail that is a denial like any other.
 */
final class HiddenItem {

    private HiddenItem() {}

    /**
     * Where a request would have gone that nothing was found for, had its item been there for whoever asked.
     *
     * @param route where it ended
     * @return empty if it is not about an item, if there is no such item, or if whoever asked may see it
     */
    @NonNull
    static Optional<Route> of(@NonNull Route route) {
        return route.ends().stream()
                .map(HiddenItem::group)
                .filter(Objects::nonNull)
                .flatMap(group -> hidden(group, route).stream())
                .findFirst();
    }

    private static Optional<Route> hidden(ItemGroup<?> start, Route route) {
        List<String> tokens = new ArrayList<>(List.of(route.action()));
        tokens.addAll(route.rest());
        List<Object> objects = new ArrayList<>(route.objects());
        Item first = null;
        Item last = null;
        int at = 0;
        for (ItemGroup<?> group = start; group != null && at + 1 < tokens.size(); at += 2) {
            Item next = tokens.get(at).equals(group.getUrlChildPrefix()) ? item(group, tokens.get(at + 1)) : null;
            if (next == null) {
                break;
            }
            first = first == null ? next : first;
            last = next;
            objects.add(next);
            group = group(next);
        }
        if (first == null || first.hasPermission(Item.READ)) {
            return Optional.empty();
        }
        List<String> rest = tokens.subList(at, tokens.size());
        return Optional.of(new Route(
                objects,
                List.of(last),
                rest.isEmpty() ? "" : rest.get(0),
                rest.isEmpty() ? rest : rest.subList(1, rest.size())));
    }

    /** The group in whose place an object stands in URLs; null if it is none. */
    @CheckForNull
    private static ItemGroup<?> group(Object object) {
        if (object instanceof ItemGroup<?> group) {
            return group;
        }
        return object instanceof View view ? view.getOwner().getItemGroup() : null;
    }

    @CheckForNull
    private static Item item(ItemGroup<?> group, String name) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return group.getItem(name);
        }
    }
}
