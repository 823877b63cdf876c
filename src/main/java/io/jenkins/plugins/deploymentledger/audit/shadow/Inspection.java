package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files, and says what changed in them since they looked otherwise. Remembers nothing. For the recorder's thread. */
final class Inspection {

    private final Path home;
    private final Comparisons comparisons;

    /** @param home of Jenkins */
    Inspection(@NonNull Path home, @NonNull Comparisons comparisons) {
        this.home = home;
        this.comparisons = comparisons;
    }

    /** Holds a file against what it looked like. */
    @NonNull
    Sight of(@NonNull ConfigFile file, @NonNull Before before) {
        Shadow former = before.former();
        Optional<byte[]> identity = identity(file);
        ConfigState now = file.isWhole()
                ? comparisons.usual().redact(file.content(), former == null ? before.state() : null)
                : tooLong(file, identity);
        // One that was made by other rules is not to be compared, but tells whether it is of the same content.
        ConfigState then = former == null || !isOf(former, file, identity) ? before.state() : now;
        return new Sight(identity, then, seen(before, then, now));
    }

    /** What changed between two states of a file. */
    @NonNull
    Shadows.Seen seen(@NonNull Before before, @CheckForNull ConfigState then, @NonNull ConfigState now) {
        Difference difference = before.lost()
                ? comparisons.withoutBefore(now)
                : comparisons.usual().compareStates(then, now);
        ConfigDifference lines = difference.isEmpty()
                ? ConfigDifference.NONE
                : ConfigLines.between(then == null ? null : then.root(), now.root());
        boolean isNew = then == null && !before.lost();
        return new Shadows.Seen(isNew, before.lost(), lines, difference, Meanwhile.NOTHING, now);
    }

    /** What stands for the content of a file: that itself, or a digest of it; empty if neither is known. */
    private Optional<byte[]> identity(ConfigFile file) {
        return file.isWhole() ? Optional.of(file.content()) : LongFile.digest(home.resolve(file.key()), file.version());
    }

    private ConfigState tooLong(ConfigFile file, Optional<byte[]> digest) {
        long bytes = file.version().size();
        return digest.map(one -> comparisons.usual().unread(bytes, one, LongFile.NOT_COMPARED))
                .orElseGet(() ->
                        comparisons.usual().unknown(bytes, file.version().time().toInstant(), LongFile.NOT_READ));
    }

    /** Whether a shadow is of the content of a file, as far as it tells. */
    boolean isOf(@NonNull Shadow shadow, @NonNull ConfigFile file) {
        return isOf(shadow, file, identity(file));
    }

    private boolean isOf(Shadow shadow, ConfigFile file, Optional<byte[]> identity) {
        return shadow.fingerprint().isEmpty()
                ? shadow.size() == file.version().size()
                        && shadow.modified() == file.version().modified()
                : identity.filter(now -> shadow.fingerprint()
                                .equals(comparisons.redactor().fingerprint(now)))
                        .isPresent();
    }
}
