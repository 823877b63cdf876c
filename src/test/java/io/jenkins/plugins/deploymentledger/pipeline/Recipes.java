package io.jenkins.plugins.deploymentledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pipelines that docs/pipeline.md shows, so that tests run what people copy. */
public final class Recipes {

    private Recipes() {}

    /** The script under a heading that names it in a comment, such as {@code <!-- recipe: canary -->}. */
    public static String read(String name) throws IOException {
        String page = Files.readString(Path.of("docs/pipeline.md"));
        Matcher matcher = Pattern.compile("<!-- recipe: " + name + " -->\\s*```groovy\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        if (!matcher.find()) {
            throw new IllegalArgumentException("docs/pipeline.md has no recipe " + name);
        }
        return matcher.group(1);
    }
}
