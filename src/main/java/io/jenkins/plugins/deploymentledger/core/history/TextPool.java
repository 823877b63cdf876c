package io.jenkins.plugins.deploymentledger.core.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes equal texts the same object. For one thread at a time. */
final class TextPool {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<List<String>, List<String>> lists = new HashMap<>();

    String text(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    List<String> texts(List<String> list) {
        List<String> known = lists.get(list);
        if (known == null) {
            known = List.copyOf(list.stream().map(this::text).toList());
            lists.put(known, known);
        }
        return known;
    }
}
