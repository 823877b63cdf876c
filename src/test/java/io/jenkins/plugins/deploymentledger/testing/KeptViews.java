package io.jenkins.plugins.deploymentledger.testing;

import org.kohsuke.stapler.Dispatcher;
import org.kohsuke.stapler.MetaClass;
import org.kohsuke.stapler.MetaClassLoader;

/**
 * Has this process keep templates and texts of pages once they are read, as every Jenkins in use does.
 *
 * <p>The test harness has them read from their jars and parsed again for each page, and each step of a URL written down, which costs
 * several times what the page itself does: a measurement of pages says nothing without this.
 */
public final class KeptViews {

    private KeptViews() {}

    /** From now on; to be called after the harness has started Jenkins. */
    public static void keep() {
        MetaClass.NO_CACHE = false;
        Dispatcher.TRACE = false;
        MetaClassLoader.debugLoader = null;
    }
}
