/**
 * The tree's hashes in files, in the layout of C2SP tlog-tiles.
 *
 * <p>A tile holds up to 256 hashes of one level of tiles: those at level L are the roots of 256<sup>L</sup> entries each. A full
 * tile never changes. The tiles at the right edge are partial, one set for the latest checkpoint. The entry bundles of
 * tlog-tiles are not written: the segments hold the same bytes.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.tile;
