package io.jenkins.plugins.deploymentledger.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose address stands for a request. */
class AddressChainTest {

    private static final TrustedProxies PROXIES =
            TrustedProxies.parse("10.0.0.0/8, 2001:db8:1::/48 # ours\n192.0.2.1", false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // X-Forwarded-For | peer | client | verified
                "-                             | 203.0.113.9    | 203.0.113.9  | true",
                "198.51.100.7                  | 203.0.113.9    | 203.0.113.9  | true",
                "198.51.100.7                  | 10.0.0.1       | 198.51.100.7 | true",
                "6.6.6.6, 198.51.100.7         | 10.0.0.1       | 198.51.100.7 | true",
                "198.51.100.7, 10.0.0.2        | 10.0.0.1       | 198.51.100.7 | true",
                "10.0.0.3, 10.0.0.2            | 10.0.0.1       | 10.0.0.3     | true",
                "-                             | 10.0.0.1       | 10.0.0.1     | true",
                "198.51.100.7, unknown         | 10.0.0.1       | 10.0.0.1     | false",
                "198.51.100.7, _hidden         | 10.0.0.1       | 10.0.0.1     | false",
                "198.51.100.7, <script>        | 10.0.0.1       | 10.0.0.1     | false",
                "[2001:db8::5]:8080            | 2001:db8:1::1  | 2001:db8::5  | true",
                "2001:DB8:0:0:0::5             | 2001:db8:1::1  | 2001:db8::5  | true",
                "198.51.100.7:49152            | 192.0.2.1      | 198.51.100.7 | true",
                "'\"198.51.100.7:1\"'          | 192.0.2.1      | 198.51.100.7 | true",
                "::ffff:198.51.100.7           | ::ffff:10.0.0.1| 198.51.100.7 | true",
                "198.51.100.7                  | -              | 198.51.100.7 | false",
                "198.51.100.7, 10.0.0.2        | -              | 198.51.100.7 | false",
                "6.6.6.6, 198.51.100.7         | -              | 198.51.100.7 | false",
                "198.51.100.7, rubbish         | -              | 198.51.100.7 | false",
                "10.1, 0x7f.1                  | -              | -            | false",
                "-                             | -              | -            | false",
            })
    void theClientIsTheFirstWhoIsNoTrustedProxy(String forwardedFor, String peer, String client, boolean verified) {
        List<String> headers = forwardedFor == null ? List.of() : List.of(forwardedFor);
        AddressChain chain = AddressChain.derive(new Sighting(peer, headers, List.of()), PROXIES);
        assertEquals(client, chain.client());
        assertEquals(verified, chain.isVerified());
    }

    @Test
    void whereNobodyGetsPastTheProxiesTheLastHopIsBelieved() {
        TrustedProxies onlyWay = new TrustedProxies(PROXIES.networks(), true);
        AddressChain chain = AddressChain.derive(
                new Sighting(null, List.of("6.6.6.6, 198.51.100.7", "10.0.0.2"), List.of()), onlyWay);
        assertEquals("198.51.100.7", chain.client());
        assertTrue(chain.isVerified());
    }

    @Test
    void theForwardedHeaderIsToldAndNotBelieved() {
        Sighting sighting = new Sighting(
                "10.0.0.1",
                List.of("6.6.6.6"),
                List.of(
                        "for=192.0.2.60;proto=http;by=203.0.113.43",
                        "For=\"[2001:db8:cafe::17]:4711\";host=\"a,b;c\""));
        AddressChain chain = AddressChain.derive(sighting, PROXIES);
        assertEquals("6.6.6.6", chain.client());
        assertEquals(List.of("192.0.2.60", "2001:db8:cafe::17"), chain.forwarded());
    }

    /** What Jenkins' own web server says of the other end, as it was seen to, when the peer is 203.0.113.9. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // X-Forwarded-For | Forwarded | the web server says | client | verified | hops
                "-                     | -                             | 203.0.113.9 | 203.0.113.9 | true  |"
                        + " 203.0.113.9",
                "-                     | proto=https                   | 203.0.113.9 | 203.0.113.9 | true  |"
                        + " 203.0.113.9",
                "-                     | host=for;proto=https          | 203.0.113.9 | 203.0.113.9 | true  |"
                        + " 203.0.113.9",
                "-                     | for=unknown                   | 203.0.113.9 | 203.0.113.9 | true  |"
                        + " 203.0.113.9",
                "-                     | for=6.6.6.6                   | 6.6.6.6     | 6.6.6.6     | false | 6.6.6.6",
                "-                     | proto=http;For=\"6.6\\.6.6:1\" | 6.6.6.6     | 6.6.6.6     | false |"
                        + " \"6.6\\.6.6:1\"",
                "6.6.6.6               | -                             | 6.6.6.6     | 6.6.6.6     | false | 6.6.6.6",
                "6.6.6.6               | for=7.7.7.7                   | 7.7.7.7     | 6.6.6.6     | false | 6.6.6.6",
                "unknown               | -                             | unknown     | -           | false | unknown",
                "''                    | -                             | ''          | -           | false | ''",
                "','                   | -                             | ''          | -           | false | ''",
            })
    void noHeaderPutsAnotherInThePlaceOfThePeer(
            String forwardedFor, String forwarded, String remote, String client, boolean verified, String hops) {
        List<String> headers = forwardedFor == null ? List.of() : List.of(forwardedFor);
        List<String> others = forwarded == null ? List.of() : List.of(forwarded);
        AddressChain chain = AddressChain.derive(Sighting.of(remote, headers, others), TrustedProxies.NONE);
        assertEquals(client, chain.client());
        assertEquals(verified, chain.isVerified());
        assertEquals(hops, String.join(" ", chain.hops().stream().map(Hop::text).toList()));
    }

    @Test
    void anAddressThatIsTooFarAwayToBeReadIsStillNotThePeers() {
        List<String> headers = List.of("6.6.6.6" + ",".repeat(10_000));
        AddressChain chain = AddressChain.derive(Sighting.of("6.6.6.6", headers, List.of()), TrustedProxies.NONE);
        assertFalse(chain.isVerified());
    }

    @Test
    void aLongChainIsCutAtTheClientsEnd() {
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            headers.add("6.6.6." + i);
        }
        headers.add("198.51.100.7");
        AddressChain chain = AddressChain.derive(new Sighting("10.0.0.1", headers, List.of()), PROXIES);
        assertEquals("198.51.100.7", chain.client());
        assertEquals(HeaderChain.MAX_HOPS + 1, chain.hops().size());
        assertEquals(201 - HeaderChain.MAX_HOPS, chain.omitted());
        AddressChain huge =
                AddressChain.derive(new Sighting(null, List.of("x".repeat(1 << 20)), List.of()), TrustedProxies.NONE);
        assertEquals(1, huge.hops().size());
        assertEquals(HopParser.MAX_TEXT, huge.hops().get(0).text().length());
        assertNull(huge.client());
    }

    @Test
    void whatIsKeptHasNoControlCharacters() {
        AddressChain chain = AddressChain.derive(
                new Sighting("1\u0000\u202E", List.of("a\r\nb\u001B[31m"), List.of()), TrustedProxies.NONE);
        for (Hop hop : chain.hops()) {
            assertTrue(hop.text().chars().noneMatch(c -> c < ' ' || c == 0x202E), hop.text());
            assertNull(hop.address());
        }
    }

    @Test
    void neverThrowsAndVerifiesNothingThatOnlyTheClientSaid() {
        String[] parts = {
            "10.0.0.1",
            "6.6.6.6",
            ",",
            " ",
            "\"",
            "[",
            "]",
            "::1",
            ":80",
            "unknown",
            "_x",
            ";",
            "for=",
            "\\",
            "%",
            "é",
            "\uD83D",
            "/8"
        };
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder header = new StringBuilder();
            int length = random.nextInt(12);
            for (int i = 0; i < length; i++) {
                header.append(parts[random.nextInt(parts.length)]);
            }
            List<String> headers = List.of(header.toString());
            AddressChain behind = AddressChain.derive(new Sighting("203.0.113.9", headers, headers), PROXIES);
            assertEquals("203.0.113.9", behind.client(), "seed " + seed);
            AddressChain unseen = AddressChain.derive(new Sighting(null, headers, headers), PROXIES);
            assertFalse(unseen.isVerified(), "seed " + seed);
            AddressChain.derive(new Sighting(header.toString(), headers, headers), PROXIES);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33 | The prefix length of an IPv4 network is a number from 0 to 32",
                "10.0.0.0/ | The prefix length of an IPv4 network",
                "10.0.0.0/-1 | The prefix length of an IPv4 network",
                "2001:db8::/129 | The prefix length of an IPv6 network is a number from 0 to 128",
                "10.1.2.3/8 | write 10.0.0.0/8 for the whole network, or 10.1.2.3 for this address alone",
                "2001:db8::1/32 | write 2001:db8::/32 for the whole network",
                "proxy.example.com | names of hosts are not looked up",
                "localhost/8 | names of hosts are not looked up",
                "10.0.0/24 | Write an address such as 192.0.2.7",
                "010.0.0.0/8 | Write an address such as 192.0.2.7",
                "::ffff:10.0.0.0/104 | in IPv4's own form",
            })
    void aMalformedNetworkIsNamedWithItsRemedy(String text, String remedy) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse("10.0.0.0/8\n" + text, false));
        assertTrue(wrong.getMessage().startsWith("“" + text + "” is no network. "), wrong.getMessage());
        assertTrue(wrong.getMessage().contains(remedy), wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,::1,false",
        "::/0,::1,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "192.0.2.7,192.0.2.7,true",
        "192.0.2.7/32,192.0.2.8,false",
        "fe80::/10,fe80::1%eth0,true"
    })
    void networksContainTheirAddresses(String network, String address, boolean contained) {
        assertEquals(
                contained,
                Network.parse(network).contains(IpAddress.parse(address).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0,::",
        "::1,::1",
        "1::,1::",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "::ffff:1.2.3.4,1.2.3.4",
        "64:ff9b::1.2.3.4,64:ff9b::102:304"
    })
    void addressesAreWrittenAsRfc5952Recommends(String literal, String canonical) {
        assertEquals(canonical, IpAddress.parse(literal).orElseThrow().toString());
    }
}
