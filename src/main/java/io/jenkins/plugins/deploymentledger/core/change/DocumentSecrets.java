package io.jenkins.plugins.deploymentledger.core.change;

import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.xml.XmlNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The secrets of a document that are worth looking for in its other texts too, where somebody repeated them.
 *
 * <p>Plain words are not: a password such as {@code jenkins} would be found in every class name.
 */
final class DocumentSecrets {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_SECRETS = 5000;
    private static final String MARKER = "[secret ";

    private DocumentSecrets() {}

    /** The redactor for documents: knows their secrets word for word. */
    static Redactor knowing(Redactor redactor, Document... documents) {
        Set<String> all = new LinkedHashSet<>();
        for (Document document : documents) {
            if (document.root() != null && document.isReadable()) {
                ConfigRedaction.noteSecrets(redactor, document.root(), null, all);
            }
        }
        return knowing(redactor, all);
    }

    /** The same, where the document before is known without its secrets: what stands in it as it does now holds none. */
    static Redactor knowing(Redactor redactor, Document document, XmlNode before) {
        Set<String> all = new LinkedHashSet<>();
        ConfigRedaction.noteSecrets(redactor, document.root(), before, all);
        return knowing(redactor, all);
    }

    private static Redactor knowing(Redactor redactor, Set<String> all) {
        Set<String> telling = new LinkedHashSet<>();
        for (String secret : all) {
            if (telling.size() < MAX_SECRETS && isTelling(secret)) {
                telling.add(secret);
            }
        }
        return redactor.knowing(telling);
    }

    private static boolean isTelling(String secret) {
        if (secret.length() < MIN_LENGTH || secret.length() > MAX_LENGTH || secret.contains(MARKER)) {
            return false;
        }
        return !secret.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '_' || c == '.');
    }
}
