package io.jenkins.plugins.deploymentledger.core.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses lie in a network. */
class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 10.0.0.1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "10.0.0.1, ::ffff:10.0.0.1, true",
        "::ffff:10.0.0.1, 10.0.0.1, true",
    })
    void contains(String network, String address, boolean inside) throws Network.HostBitsException {
        Network parsed = Network.parse(network).orElseThrow();
        assertEquals(inside, parsed.contains(Network.address(address).orElseThrow()));
        assertEquals(parsed, Network.parse(parsed.toString()).orElseThrow(), "its text gives the same network");
    }
}
