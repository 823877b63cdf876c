/**
 * Finds the entries that answer a query without reading the others.
 *
 * <p>For each segment there is an index: for every kind of filter a sorted dictionary of the values that occur, and for every
 * value the rows (sequence numbers less the segment's first) where it stands. A query becomes a tree of
 * {@link io.jenkins.plugins.deploymentledger.core.ledger.index.Rows} that walks from the newest row to the oldest and
 * leaps over what cannot match; the earliest and latest time of a segment, and of every 4,096 rows in it, keep it away from what
 * lies outside the period.
 *
 * <p>An index is derived and no part of any proof. That of a sealed segment stands in a file beside it, with a checksum and
 * the hash of the segment's last entry, and is mapped rather than loaded, so that it takes no heap; when it is missing, torn
 * or belongs to something else, it is made again. That of the open segment grows in memory.
 * What an index finds is compared with the query once more when the entry is read: a wrong index can hide an entry,
 * never add one. The offline tool does not rely on them.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.index;
