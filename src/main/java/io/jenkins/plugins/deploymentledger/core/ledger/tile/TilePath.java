package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.Path;

/** Where a tile stands: {@code tile/<level>/<index>[.p/<width>]}, as C2SP tlog-tiles has it. */
public final class TilePath {

    /** How many hashes a full tile has. */
    public static final int WIDTH = 256;

    /** How many levels of the tree a tile spans: the binary logarithm of {@link #WIDTH}. */
    public static final int HEIGHT = 8;

    private TilePath() {}

    /**
     * The file of a tile.
     *
     * @param tiles the directory of all tiles
     * @param level the level of tiles, from 0
     * @param index which tile of that level, from 0
     * @param width how many hashes it has, from 1 to {@link #WIDTH}
     */
    @NonNull
    public static Path of(@NonNull Path tiles, int level, long index, int width) {
        Path full = tiles.resolve(Integer.toString(level)).resolve(number(index));
        return width == WIDTH ? full : partialDirectory(full).resolve(Integer.toString(width));
    }

    /** The directory of the partial tiles that become a full one. */
    @NonNull
    static Path partialDirectory(Path full) {
        return full.resolveSibling(full.getFileName() + ".p");
    }

    /** Groups of three digits as directories, each but the last with an x before it: 1234067 is x001/x234/067. */
    private static String number(long index) {
        StringBuilder path = new StringBuilder(String.format("%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format("x%03d/", rest % 1000));
        }
        return path.toString();
    }
}
