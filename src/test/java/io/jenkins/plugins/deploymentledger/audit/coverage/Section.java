package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.util.stream.IntStream;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.StaplerRequest2;

/** A section of the page of the system, one of several that are saved together; each has a file of its own. */
public final class Section extends GlobalConfiguration {

    /** How many there are. */
    static final int COUNT = 10;

    private final transient String id;
    private String text = "one";

    private Section(int number) {
        id = id(number);
        load();
    }

    static String id(int number) {
        return "section" + number;
    }

    /** Makes the page show them. */
    @SuppressWarnings("rawtypes")
    static void addAll(JenkinsRule j) {
        ExtensionList<Descriptor> descriptors = j.jenkins.getExtensionList(Descriptor.class);
        IntStream.range(0, COUNT).forEach(number -> descriptors.add(new Section(number)));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getDisplayName() {
        return id;
    }

    public String getText() {
        return text;
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        text = form.getString("text");
        save();
        return true;
    }
}
