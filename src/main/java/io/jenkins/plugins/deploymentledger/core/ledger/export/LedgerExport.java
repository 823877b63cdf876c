package io.jenkins.plugins.deploymentledger.core.ledger.export;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the answer to a query to a stream, newest entry first, in constant memory.
 *
 * <p>Nothing is cut off, and nothing but rows is ever written: when an export fails, it fails with an exception, and who gave
 * the stream must not present what was written so far as an export.
 */
public final class LedgerExport {

    private LedgerExport() {}

    /**
     * Exports.
     *
     * @param source what is exported from
     * @param query which entries
     * @param format how the rows are written
     * @param out takes the rows; flushed, stays the caller's to close
     * @param progress is told of every row
     * @return what belongs beside the rows
     * @throws IOException if the ledger cannot be read or the stream takes no more
     */
    @NonNull
    public static ExportManifest write(
            @NonNull ExportSource source,
            @NonNull LedgerQuery query,
            @NonNull ExportFormat format,
            @NonNull OutputStream out,
            @NonNull ExportProgress progress)
            throws IOException {
        HashedOutput hashed = new HashedOutput(out);
        long[] count = new long[1];
        long[] range = {-1, -1};
        try (RowPipeline rows = new RowPipeline(format.open(hashed))) {
            rows.start();
            source.search().walk(query, source.size(), entry -> {
                rows.put(entry);
                range[count[0] == 0 ? 0 : 1] = entry.sequence();
                progress.wrote(++count[0], entry.sequence());
                return true;
            });
            rows.finish();
        }
        hashed.flush();
        return new ExportManifest(
                format,
                query.toParameters(),
                count[0],
                range[0],
                count[0] == 1 ? range[0] : range[1],
                source.first(),
                source.size(),
                hashed.length(),
                hashed.sha256(),
                source.checkpoint());
    }
}
