package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an auditor sees who runs the tool: entries, numbers, help, and what is wrong with a command line. */
class CommandLineTest extends OnALedger {

    @Test
    void showsEntriesPageByPageWithoutActingOnTheTerminal() throws IOException {
        Outcome first = run(
                "query",
                ledger,
                "--event=user.deleted",
                "--operated-by-id=ANA",
                "--address=203.0.113.0/24",
                "--size=20",
                "--zone=Europe/Paris");
        assertEquals(0, first.status(), first.toString());
        assertThat(first.out(), containsString("20 of 25 entries; the next page: --cursor="));
        assertThat(first.out(), containsString("2026-11-01 14:00:00.000 +01:00"));
        String cursor = first.out().replaceAll("(?s).*--cursor=(\\S+).*", "$1");
        Outcome second = run(
                "query",
                ledger,
                "--event=user.deleted",
                "--operated-by-id=ANA",
                "--address=203.0.113.0/24",
                "--size=20",
                "--cursor",
                cursor);
        assertThat(second.out(), containsString("5 of 25 entries\n"));
        Outcome ben = run("query", ledger, "--operated-by=ben*", "--size=1");
        assertThat(ben.out(), allOf(containsString("\\u001b[31mRay\\u000a2"), not(containsString("\u001b"))));
    }

    @Test
    void countsWhatIsThere() throws IOException {
        JsonNode json = json(run("stats", ledger, "--json"));
        assertEquals(25, json.get("events").get("user.deleted").longValue());
        assertEquals(225, json.get("events").get("item.updated").longValue());
        assertEquals(125, json.get("operatedById").get("ana").longValue());
        assertThat(run("stats", ledger).out(), containsString("225  item.updated"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        verfy LEDGER                                | There is no command 'verfy'. Did you mean verify?
        verify                                      | Name the directory of the ledger behind the command.
        verify LEDGER LEDGER                        | Name one directory, not 2
        verify LEDGER --chekpoint=x                 | Did you mean --checkpoint?
        verify LEDGER --event=user.deleted          | There is no option '--event' here.
        verify LEDGER --checkpoint                  | --checkpoint needs a value behind it.
        verify LEDGER --json=yes                    | --json takes no value.
        query LEDGER --operated-by-id=              | --operated-by-id: The filter is empty.
        query LEDGER --from=2026-11-02 --to=2026-11-01 | --from: The period begins at
        query LEDGER --from=yesterday               | --from: 'yesterday' is not a time.
        query LEDGER --address=10.0.0.300           | --address: '10.0.0.300' is not an IP address
        query LEDGER --address=10.0.0.1/8           | --address: '10.0.0.1/8' is an address inside a network
        query LEDGER --event=user.deletd            | --event: There is no type of event 'user.deletd'. Did you mean 'user.deleted'?
        query LEDGER --event=USER                   | --event: 'USER' is not written as a type of event.
        query LEDGER --cursor=abc                   | --cursor: This is not a cursor that a page gave out.
        query LEDGER --size=0                       | --size: '0' is not a possible number of entries.
        query LEDGER --zone=Mars                    | --zone: There is no such time zone.
        export LEDGER                               | Say with --output FILE where the rows are to go.
        export LEDGER --output=rows.xls             | --format: 'xls' is no format of an export. Use csv or jsonl.
        """)
    void aWrongCommandLineIsExplained(String line, String text) {
        Object[] words = Arrays.stream(line.split(" "))
                .map(word -> word.equals("LEDGER") ? ledger : word)
                .toArray();
        Outcome outcome = run(words);
        assertThat(outcome.err(), containsString(text));
        assertEquals(2, outcome.status(), outcome.toString());
        assertEquals("", outcome.out());
    }

    @Test
    void helpIsThere() {
        Outcome help = run("--help");
        assertEquals(0, help.status());
        for (String command : List.of("verify", "query", "export", "stats")) {
            assertThat(help.out(), containsString(command));
            assertEquals(0, run(command, "--help").status());
        }
        assertEquals(2, run().status());
    }

    @Test
    void progressIsDrawnOnlyWhereSomebodyWatches() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProgressBar quiet = new Terminal(new ByteArrayOutputStream(), err, false).progress("Verifying", 1_000);
        ProgressBar drawn = new Terminal(new ByteArrayOutputStream(), err, true).progress("Verifying", 1 << 30);
        quiet.done(512);
        quiet.close();
        assertEquals(0, err.size());
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (long count = 0; err.size() == 0 && System.nanoTime() < deadline; count += 256) {
            drawn.done(count);
        }
        assertThat(err.toString(StandardCharsets.UTF_8), containsString(" of 1,073,741,824  "));
        drawn.close();
        assertTrue(err.toString(StandardCharsets.UTF_8).endsWith(" \r"), "The line is wiped");
    }
}
