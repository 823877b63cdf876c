package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291), a single address being the smallest.
 *
 * <p>Every address is held as 128 bits, an IPv4 address as its IPv4-mapped IPv6 address ({@code ::ffff:0:0/96}), so that
 * one comparison serves both families and a mapped address equals the plain one. No name is ever looked up.
 *
 * @param high the upper 64 bits of the first address
 * @param low the lower 64 bits of the first address
 * @param prefix how many leading bits are fixed, of 128
 */
public record Network(long high, long low, int prefix) {

    private static final int BITS = 128;
    private static final int MAPPED = 96;
    private static final long MAPPED_LOW = 0xffff_0000_0000L;
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    /**
     * A block of addresses.
     *
     * @throws IllegalArgumentException if the prefix is out of range, or a bit behind it is set
     */
    public Network {
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("The length of a prefix is 0 to 128, not " + prefix);
        }
        if ((high & ~highMask(prefix)) != 0 || (low & ~lowMask(prefix)) != 0) {
            throw new IllegalArgumentException("Bits behind the prefix are set");
        }
    }

    /**
     * Reads a single address.
     *
     * @param text an IPv4 address in dotted decimal without leading zeros, or an IPv6 address without a zone
     * @return nothing if it is not one
     */
    @NonNull
    public static Optional<Network> address(@NonNull String text) {
        long four = dottedDecimal(text);
        if (four >= 0) {
            return Optional.of(new Network(0, MAPPED_LOW | four, BITS));
        }
        if (text.indexOf(':') < 0 || !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // With a colon it is taken for a literal: the resolver is not asked.
            return Optional.of(of(InetAddress.getByName(text).getAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads an address or a block.
     *
     * @param text an address, alone or followed by a slash and the length of the prefix
     * @return nothing if it is neither
     * @throws HostBitsException if it is a block, but not written with its first address
     */
    @NonNull
    public static Optional<Network> parse(@NonNull String text) throws HostBitsException {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text);
        }
        String length = text.substring(slash + 1);
        Optional<Network> host = address(text.substring(0, slash));
        if (host.isEmpty() || !LENGTH.matcher(length).matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(length) + (text.indexOf(':') < 0 ? MAPPED : 0);
        if (prefix > BITS) {
            return Optional.empty();
        }
        Network network = new Network(host.get().high & highMask(prefix), host.get().low & lowMask(prefix), prefix);
        if (network.high != host.get().high || network.low != host.get().low) {
            throw new HostBitsException(network);
        }
        return Optional.of(network);
    }

    /** Whether an address lies in this block. */
    public boolean contains(@NonNull Network address) {
        return address.prefix >= prefix
                && (address.high & highMask(prefix)) == high
                && (address.low & lowMask(prefix)) == low;
    }

    /** The upper 64 bits of the last address. */
    public long lastHigh() {
        return high | ~highMask(prefix);
    }

    /** The lower 64 bits of the last address. */
    public long lastLow() {
        return low | ~lowMask(prefix);
    }

    /** The block as {@link #parse} reads it; the length is left out for a single address. */
    @Override
    public String toString() {
        boolean four = prefix >= MAPPED && high == 0 && low >>> 32 == MAPPED_LOW >>> 32;
        byte[] bytes = new byte[four ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) (fromEnd < 8 ? low >>> 8 * fromEnd : high >>> 8 * (fromEnd - 8));
        }
        try {
            String address = InetAddress.getByAddress(bytes).getHostAddress();
            return prefix == BITS ? address : address + '/' + (four ? prefix - MAPPED : prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are always an address", e);
        }
    }

    /** The 32 bits of an IPv4 address, or -1. By hand, since every entry that is indexed has some. */
    private static long dottedDecimal(String text) {
        long address = 0;
        int parts = 0;
        int digits = 0;
        int part = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9') {
                // No leading zeros, which some programs take for octal numbers.
                if (digits > 0 && part == 0 || ++digits > 3) {
                    return -1;
                }
                part = 10 * part + c - '0';
            } else if (c == '.' && digits > 0 && part < 256 && ++parts <= 4) {
                address = address << 8 | part;
                part = 0;
                digits = 0;
            } else {
                return -1;
            }
        }
        return parts == 4 ? address : -1;
    }

    private static Network of(byte[] bytes) {
        long high = 0;
        long low = bytes.length == 4 ? MAPPED_LOW >>> 32 : 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes.length == 16 && i < 8) {
                high = high << 8 | bytes[i] & 0xff;
            } else {
                low = low << 8 | bytes[i] & 0xff;
            }
        }
        return new Network(high, low, BITS);
    }

    private static long highMask(int prefix) {
        return prefix == 0 ? 0 : prefix >= 64 ? -1 : -1L << 64 - prefix;
    }

    private static long lowMask(int prefix) {
        return prefix <= 64 ? 0 : prefix == BITS ? -1 : -1L << BITS - prefix;
    }

    /** Says that a block was written with an address inside it instead of its first address. */
    public static final class HostBitsException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Network network;

        HostBitsException(Network network) {
            super("The block is " + network);
            this.network = network;
        }

        /** The block that is meant. */
        @NonNull
        public Network network() {
            return network;
        }
    }
}
