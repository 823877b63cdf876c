package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address, read from its literal form without ever asking a name server. Immutable.
 *
 * <p>IPv6 addresses are written as RFC 5952 recommends; an IPv4 address mapped into IPv6 is that IPv4 address.
 */
public final class IpAddress {

    private static final int MAX_LITERAL = 64;

    private static final Pattern IPV4 = Pattern.compile(
            "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final InetAddress address;

    private IpAddress(InetAddress address) {
        this.address = address;
    }

    /**
     * Reads a literal.
     *
     * @param literal such as {@code 192.0.2.1} or {@code 2001:db8::1}; a zone such as {@code %eth0} is passed over
     * @return empty if it is none; host names and old forms such as {@code 10.1} are none
     */
    @NonNull
    public static Optional<IpAddress> parse(@NonNull String literal) {
        if (literal.length() > MAX_LITERAL) {
            return Optional.empty();
        }
        int zone = literal.indexOf('%');
        String plain = zone > 0 && literal.indexOf(':') >= 0 ? literal.substring(0, zone) : literal;
        boolean ipv4 = IPV4.matcher(plain).matches();
        if (!ipv4 && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets nothing is ever looked up; what is not is a checked IPv4 literal.
            return Optional.of(new IpAddress(InetAddress.getByName(ipv4 ? plain : '[' + plain + ']')));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The address with these four or sixteen bytes. */
    @NonNull
    static IpAddress of(@NonNull byte[] bytes) {
        try {
            return new IpAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes, not " + bytes.length + '.', e);
        }
    }

    /** Four or sixteen bytes, in network order. */
    @NonNull
    byte[] bytes() {
        return address.getAddress();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress ip && address.equals(ip.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        byte[] bytes = bytes();
        return bytes.length == 4 ? address.getHostAddress() : Ipv6Text.of(bytes);
    }
}
