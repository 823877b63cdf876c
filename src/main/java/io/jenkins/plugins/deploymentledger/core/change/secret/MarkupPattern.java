package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in markup that is part of a text: {@code <password type="a">x</password>}, {@code <string name="token">x</string>}.
 *
 * <p>What an element without attributes holds is found as what is assigned to its name.
 */
final class MarkupPattern implements SecretPattern {

    private static final int MAX_TAG = 512;

    private static final Pattern TAG =
            Pattern.compile("<([A-Za-z][A-Za-z0-9_.:-]{0,128}+)(\\s[^<>]{1," + MAX_TAG + "}+)>");
    private static final Pattern NAME = Pattern.compile("\\s(?:name|key)\\s?=\\s?[\"']([^\"'<>]{2,128}+)[\"']");

    @Override
    public void find(String text, Spans spans) {
        int open = text.indexOf('<');
        while (open >= 0) {
            int next = open + 1;
            Matcher tag = TAG.matcher(text).region(open, text.length());
            if (tag.lookingAt() && tag.group(2).charAt(tag.group(2).length() - 1) != '/') {
                next = tag.end();
                if (SecretNames.saysSecret(tag.group(1)) || namesSecret(tag.group(2))) {
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

    private static void content(String text, int start, Spans spans) {
        int end = Extent.until(text, start, "<");
        if (!Placeholder.is(text.substring(start, end))) {
            spans.add(start, end);
        }
    }
}
