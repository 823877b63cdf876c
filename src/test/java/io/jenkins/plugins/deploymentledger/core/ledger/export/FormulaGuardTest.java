package io.jenkins.plugins.deploymentledger.core.ledger.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No cell of an export begins a formula, in whatever program it is opened. */
class FormulaGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                " =1+1",
                "\u00a0=1+1",
                "\u200b=1+1",
                "\ufeff=1+1",
                "\u3000=1+1",
                "\"=1+1",
                "\u0000=1",
                "\u007f=1",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "\ttext",
                "\rtext",
                "\ntext",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff20SUM",
                "\u200e\u2066=1",
            })
    void aCellThatWouldBeginAFormulaIsGuarded(String cell) {
        assertEquals('\'', FormulaGuard.guard(cell).charAt(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u000b", "\f", "\u0085", "\u2028", "\u2029"})
    void soIsALineWithinACell(String lineBreak) {
        assertEquals("a" + lineBreak + "'=1+1", FormulaGuard.guard("a" + lineBreak + "=1+1"));
        assertEquals("a" + lineBreak + "' \t+1", FormulaGuard.guard("a" + lineBreak + " \t+1"));
    }

    @Test
    void otherCellsStayAsTheyAre() {
        for (String cell :
                new String[] {"", "ana", "a=b", "a-b@c", "1", "a\nb\r\nc", "'", "(=", " a", "Müller – Söhne"}) {
            assertEquals(cell, FormulaGuard.guard(cell));
        }
    }

    @Test
    void everyLineIsGuardedOnItsOwn() {
        assertEquals("'=a\nb\n'-c\n\n'@d", FormulaGuard.guard("=a\nb\n-c\n\n@d"));
    }
}
