package io.jenkins.plugins.deploymentledger.core.ledger.export;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.time.Instant;

/** Writes times as entries have them, and remembers the minute, which seldom changes from row to row. For one thread. */
final class TimeText {

    private static final int MINUTE_MILLIS = 60_000;
    /** Of {@code 2026-11-24T09:00:}. */
    private static final int MINUTE_LENGTH = 17;

    private long minute = Long.MIN_VALUE;
    private String text = "";

    String of(Instant time) {
        long millis = time.toEpochMilli();
        long thisMinute = Math.floorDiv(millis, MINUTE_MILLIS);
        if (thisMinute != minute) {
            text = EntryCodec.format(time).substring(0, MINUTE_LENGTH);
            minute = thisMinute;
        }
        int rest = Math.floorMod(millis, MINUTE_MILLIS);
        char[] end = {
            (char) ('0' + rest / 10_000),
            (char) ('0' + rest / 1_000 % 10),
            '.',
            (char) ('0' + rest / 100 % 10),
            (char) ('0' + rest / 10 % 10),
            (char) ('0' + rest % 10),
            'Z'
        };
        return text.concat(String.valueOf(end));
    }
}
