package io.jenkins.plugins.deploymentledger.core.history;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Answers that are worked out once for each question: a hundred thousand tasks have a few hundred jobs, users and teams between them.
 * For one thread, and for no longer than one answer of the server.
 */
final class Memo {

    private Memo() {}

    static <K, V> Function<K, V> of(Function<K, V> question) {
        Map<K, V> answers = new HashMap<>();
        return key -> {
            V known = answers.get(key);
            if (known == null) {
                known = question.apply(key);
                answers.put(key, known);
            }
            return known;
        };
    }

    static <K> Predicate<K> of(Predicate<K> question) {
        return of((Function<K, Boolean>) question::test)::apply;
    }
}
