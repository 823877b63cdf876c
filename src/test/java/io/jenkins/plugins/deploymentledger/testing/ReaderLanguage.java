package io.jenkins.plugins.deploymentledger.testing;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import org.jvnet.localizer.LocaleProvider;

/** Has everybody read Jenkins in one language until it is closed: a test has no part of Jenkins that asks the browser. */
public final class ReaderLanguage implements AutoCloseable {

    private final LocaleProvider before = LocaleProvider.getProvider();

    /** Everybody reads this language from now on. */
    public ReaderLanguage(@NonNull Locale language) {
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return language;
            }
        });
    }

    @Override
    public void close() {
        LocaleProvider.setProvider(before);
    }
}
