package io.jenkins.plugins.deploymentledger.core.history;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Answers that are worked out once for each question: a hundred thousand tasks have a few hundred jobs, users and teams between them.
 * For one thread, and for no longer than one answer of the server.
 */
final class Memo {

    private Memo() {}

    static <K, V> Function<K, V> ofFunction(Function<K, V> question) {
        return keeping(new HashMap<>(), question);
    }

    static <K> Predicate<K> of(Predicate<K> question) {
        return Memo.<K, Boolean>ofFunction(question::test)::apply;
    }

    /** The same by identity: for questions whose hash costs more than their answer, and of which equal ones are mostly the same object. */
    static <K> Predicate<K> ofSame(Predicate<K> question) {
        return Memo.<K, Boolean>keeping(new IdentityHashMap<>(), question::test)::apply;
    }

    private static <K, V> Function<K, V> keeping(Map<K, V> answers, Function<K, V> question) {
        return key -> {
            V known = answers.get(key);
            if (known == null) {
                known = question.apply(key);
                answers.put(key, known);
            }
            return known;
        };
    }
}
