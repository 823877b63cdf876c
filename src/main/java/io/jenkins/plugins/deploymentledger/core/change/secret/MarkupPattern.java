package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in markup that is part of a text: {@code <password type="a">x</password>}, {@code <string name="token">x</string>},
 * {@code <property value="x" name="token"/>}.
 *
 * <p>What an element without attributes holds is found as what is assigned to its name.
 */
final class MarkupPattern implements SecretPattern {

    private static final int MAX_TAG = 512;

    private static final Pattern TAG =
            Pattern.compile("<([A-Za-z][A-Za-z0-9_.:-]{0,128}+)(\\s[^<>]{1," + MAX_TAG + "}+)>");
    private static final Pattern NAME =
            Pattern.compile("\\s(?:name|key)\\s?=\\s?\\\\?[\"']([^\"'<>\\\\]{2,128}+)\\\\?[\"']");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\s([A-Za-z][A-Za-z0-9_.:-]{1,64}+)\\s?=\\s?(?:\\\\?\"([^\"<>]{1,512}?)\\\\?\"|\\\\?'([^'<>]{1,512}?)\\\\?')");

    @Override
    public void find(Text text, Spans spans) {
        int open = text.has('<') && text.has('>') ? text.indexOf('<', 0) : -1;
        while (open >= 0) {
            int next = open + 1;
            Matcher tag = TAG.matcher(text).region(open, text.length());
            if (tag.lookingAt()) {
                next = tag.end();
                boolean named = namesSecret(tag.group(2));
                if (named) {
                    values(text, tag.start(2), tag.end(2), spans);
                }
                boolean holdsText = text.charAt(tag.end(2) - 1) != '/';
                if (holdsText && (named || SecretNames.saysSecret(tag.group(1)))) {
                    content(text, next, spans);
                }
            }
            open = text.indexOf('<', next);
        }
    }

    private static boolean namesSecret(String attributes) {
        Matcher name = NAME.matcher(attributes);
        return name.find() && SecretNames.saysSecret(name.group(1));
    }

    /** Adds the attributes that hold the value of what has the name of a secret. */
    private static void values(Text text, int start, int end, Spans spans) {
        Matcher attribute = ATTRIBUTE.matcher(text).region(start, end);
        while (attribute.find()) {
            int group = attribute.start(2) >= 0 ? 2 : 3;
            if (SecretNames.saysValue(attribute.group(1))
                    && !Placeholder.is(text, attribute.start(group), attribute.end(group))) {
                spans.add(attribute.start(group), attribute.end(group));
            }
        }
    }

    private static void content(Text text, int start, Spans spans) {
        int end = text.until(start, "<");
        if (!Placeholder.is(text, start, end)) {
            spans.add(start, end);
        }
    }
}
