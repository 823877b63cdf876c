package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Cursor;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Answers queries over what a ledger held at one moment, newest entry first.
 *
 * <p>{@link LedgerIndex#search} answers from indexes; {@link ScanningSearch} reads every entry and relies on nothing else.
 */
public interface LedgerSearch {

    /**
     * Gives the entries that answer to a consumer, newest first, in constant memory.
     *
     * @param query which entries
     * @param before only entries with smaller sequence numbers; {@link Long#MAX_VALUE} for all
     * @param consumer takes the entries until it wants no more
     * @throws IOException if the ledger cannot be read, or the consumer fails
     */
    void walk(@NonNull LedgerQuery query, long before, @NonNull EntryConsumer consumer) throws IOException;

    /**
     * Gives the entries that answer to a consumer, oldest first, in constant memory.
     *
     * @param query which entries
     * @param after only entries with greater sequence numbers; negative for all
     * @param consumer takes the entries until it wants no more
     * @throws IOException if the ledger cannot be read, or the consumer fails
     */
    void climb(@NonNull LedgerQuery query, long after, @NonNull EntryConsumer consumer) throws IOException;

    /**
     * The entries next above a certain one, newest first: the page before the one that begins there.
     *
     * @param query which entries
     * @param after only entries with greater sequence numbers
     * @param size how many at most, at least 1
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    default List<AuditEntry> above(@NonNull LedgerQuery query, long after, int size) throws IOException {
        List<AuditEntry> entries = new ArrayList<>(Math.min(size, 1_000));
        climb(query, after, entry -> {
            entries.add(entry);
            return entries.size() < size;
        });
        Collections.reverse(entries);
        return entries;
    }

    /**
     * How many entries answer.
     *
     * @param query which entries
     * @param bound where counting stops, at least 1
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    BoundedCount count(@NonNull LedgerQuery query, int bound) throws IOException;

    /**
     * One page of the answer.
     *
     * @param query which entries
     * @param cursor where the page begins; nothing for the newest entry
     * @param size how many entries it has at most, at least 1
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    default Page page(@NonNull LedgerQuery query, @NonNull Optional<Cursor> cursor, int size) throws IOException {
        if (size < 1) {
            throw new IllegalArgumentException("A page has at least 1 entry, not " + size);
        }
        List<AuditEntry> entries = new ArrayList<>(Math.min(size, 1_000) + 1);
        walk(query, cursor.map(Cursor::before).orElse(Long.MAX_VALUE), entry -> {
            entries.add(entry);
            return entries.size() <= size;
        });
        if (entries.size() <= size) {
            return new Page(entries, Optional.empty());
        }
        // One more than the page holds was looked for, to know whether there is a next one.
        entries.remove(size);
        return new Page(entries, Optional.of(Cursor.before(entries.get(size - 1).sequence())));
    }
}
