package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The builds in a chain of causes lead to their entries, and the text stays what it was. */
class LinkedTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        UserIdCause                                                              |
        UpstreamCause up#7                                                       | up%237
        UpstreamCause up#7 (UpstreamCause first#3 (UserIdCause))                 | up%237 first%233
        TimerTriggerCause, UpstreamCause a b/c (d)#3, UpstreamCause e#12         | a+b%2Fc+%28d%29%233 e%2312
        BuildUpstreamCause folder/up#7 (TimerTriggerCause, UpstreamCause x#1)    | folder%2Fup%237 x%231
        UpstreamCause <script>#1                                                 | %3Cscript%3E%231
        """)
    void everyUpstreamBuildIsALink(String chain, String builds) {
        List<LinkedText> pieces = LinkedText.causes(chain);
        assertEquals(chain, pieces.stream().map(LinkedText::text).collect(Collectors.joining()));
        assertEquals(
                builds == null ? "" : builds,
                pieces.stream()
                        .map(LinkedText::link)
                        .filter(link -> !link.isEmpty())
                        .map(link -> link.replaceFirst("^[?]last=90d&targetId=", ""))
                        .collect(Collectors.joining(" ")));
    }
}
