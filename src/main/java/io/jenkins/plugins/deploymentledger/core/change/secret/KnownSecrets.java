package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds secrets that are known word for word, as they are and in their common encodings.
 *
 * <p>However many there are, a text is read once: a rolling hash of the last few chars says where one might begin.
 */
final class KnownSecrets implements SecretPattern {

    private static final int WINDOW = 4;
    private static final int TABLE = 1 << 16;

    private final Map<Integer, List<String>> byBeginning = new HashMap<>();
    private final BitSet beginnings = new BitSet(TABLE);

    KnownSecrets(Collection<String> secrets) {
        for (String secret : secrets) {
            for (String form : Encodings.of(secret)) {
                if (form.length() >= WINDOW) {
                    int hash = hash(form, 0);
                    byBeginning.computeIfAbsent(hash, h -> new ArrayList<>()).add(form);
                    beginnings.set(hash & TABLE - 1);
                }
            }
        }
    }

    @Override
    public void find(Text whole, Spans spans) {
        String text = whole.toString();
        if (byBeginning.isEmpty()) {
            return;
        }
        for (int i = 0; i + WINDOW <= text.length(); i++) {
            int hash = hash(text, i);
            if (beginnings.get(hash & TABLE - 1)) {
                for (String secret : byBeginning.getOrDefault(hash, List.of())) {
                    if (whole.startsWith(secret, i)) {
                        spans.add(i, i + secret.length());
                    }
                }
            }
        }
    }

    private static int hash(String text, int i) {
        int hash = text.charAt(i) * 0x9E3779B1 + text.charAt(i + 1) * 0x85EBCA6B;
        hash += text.charAt(i + 2) * 0xC2B2AE35 + text.charAt(i + 3) * 0x27D4EB2F;
        return hash ^ hash >>> 15;
    }
}
