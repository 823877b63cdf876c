package io.jenkins.plugins.deploymentledger.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.Dispatcher;
import org.kohsuke.stapler.MetaClass;
import org.kohsuke.stapler.MetaClassLoader;

/**
 * Has this process keep templates and texts of pages once they are read, as every Jenkins in use does.
 *
 * <p>The test harness has them read from their jars and parsed again for each page, and each step of a URL written down, which costs
 * several times what the page itself does: tests wait for it, and a measurement of pages says nothing. Registered for every test by
 * {@code META-INF/services}; a benchmark, which is no test, calls {@link #keep()}.
 */
public final class KeptViews implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws ClassNotFoundException {
        // Its initialisation turns the keeping off, so that comes first.
        Class.forName(JenkinsRule.class.getName());
        keep();
    }

    /** From now on; to be called after the harness has started Jenkins. */
    public static void keep() {
        MetaClass.NO_CACHE = false;
        Dispatcher.TRACE = false;
        MetaClassLoader.debugLoader = null;
    }
}
