package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowRangesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0-82,90", "3,5,7-8"})
    void isWrittenAsItIsRead(String text) {
        assertEquals(text, RowRanges.parse(text).toString());
    }

    @Test
    void severalTextsCountTogether() {
        RowRanges rows = RowRanges.parse("4", "", "1-2, 3", "9");

        assertEquals("1-4,9", rows.toString());
        assertTrue(rows.has(3));
        assertFalse(rows.has(0));
        assertEquals(rows, RowRanges.parse("9,1-4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "2-1", "-1", "1-", "1000000", "0-99999999", "1;2"})
    void whatCannotBeReadIsNamed(String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> RowRanges.parse(text))
                .getMessage()
                .contains(text));
    }
}
