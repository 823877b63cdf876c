package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;

/**
 * A range of addresses, written as CIDR (RFC 4632, RFC 4291) or as a single address. Immutable.
 *
 * @param base its first address
 * @param prefix how many leading bits all its addresses share
 */
public record Network(@NonNull IpAddress base, int prefix) {

    private static final int MAX_SHOWN = 100;

    /**
     * Reads a range.
     *
     * @param text such as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or {@code 192.0.2.7}
     * @throws IllegalArgumentException if it is none; the message names the text and the remedy
     */
    @NonNull
    public static Network parse(@NonNull String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        String literal = slash < 0 ? trimmed : trimmed.substring(0, slash);
        IpAddress address = IpAddress.parse(literal)
                .orElseThrow(() -> wrong(text, "Write an address such as 192.0.2.7 or a network such as 10.0.0.0/8 or "
                        + "2001:db8::/32; names of hosts are not looked up."));
        int bits = address.bytes().length * 8;
        if (bits == 32 && literal.indexOf(':') >= 0) {
            throw wrong(text, "Write an IPv4 network in IPv4's own form, such as " + address + ".");
        }
        int prefix = slash < 0 ? bits : prefix(text, trimmed.substring(slash + 1), bits);
        IpAddress base = masked(address, prefix);
        if (!base.equals(address)) {
            throw wrong(text, "The address has bits set beyond the prefix length; write " + base + '/' + prefix
                    + " for the whole network, or " + address + " for this address alone.");
        }
        return new Network(base, prefix);
    }

    /** Whether an address lies in this range. */
    public boolean contains(@NonNull IpAddress address) {
        return address.bytes().length == base.bytes().length
                && masked(address, prefix).equals(base);
    }

    @Override
    public String toString() {
        return base + "/" + prefix;
    }

    private static int prefix(String text, String digits, int bits) {
        String remedy = "The prefix length of an IPv" + (bits == 32 ? 4 : 6) + " network is a number from 0 to " + bits
                + ", such as " + (bits == 32 ? "10.0.0.0/8" : "2001:db8::/32") + '.';
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(text, remedy);
        }
        int prefix = Integer.parseInt(digits);
        if (prefix > bits) {
            throw wrong(text, remedy);
        }
        return prefix;
    }

    private static IllegalArgumentException wrong(String text, String remedy) {
        String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return new IllegalArgumentException("“" + shown + "” is no network. " + remedy);
    }

    private static IpAddress masked(IpAddress address, int prefix) {
        byte[] bytes = address.bytes();
        int whole = prefix / 8;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xFF00 >> prefix % 8);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        return IpAddress.of(bytes);
    }
}
