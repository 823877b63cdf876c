package io.jenkins.plugins.deploymentledger.core.ledger.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the queue takes comes out once, in the order of each thread; it never holds more than it may, and wakes who waits for it. */
@Timeout(60)
class AppendQueueTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(50);

    private static Waiting waiting(int number) {
        try {
            return Waiting.of(SampleLedger.event(number));
        } catch (AppendRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Waiting waiting) {
        return Integer.parseInt(waiting.event().target().id().substring("user-".length()));
    }

    @Test
    void nothingIsLostDoubledOrOvertaken() {
        int threads = 8;
        int each = 2_000;
        int capacity = 10;
        AppendQueue queue = new AppendQueue(capacity);
        List<CompletableFuture<Void>> appending = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * each;
            appending.add(CompletableFuture.runAsync(() -> {
                for (int i = first; i < first + each; i++) {
                    assertTrue(queue.offer(waiting(i), LONG));
                }
            }));
        }
        Set<Integer> seen = new HashSet<>();
        int[] last = new int[threads];
        Arrays.fill(last, -1);
        while (seen.size() < threads * each) {
            queue.await(LONG, 1);
            List<Waiting> taken = queue.drain();
            // Room is free again as soon as something is taken, so that more than fits at once may come out.
            assertFalse(taken.size() > capacity + threads, "took " + taken.size());
            for (Waiting one : taken) {
                int number = number(one);
                assertTrue(seen.add(number), "twice: " + number);
                assertTrue(number > last[number / each], number + " was overtaken");
                last[number / each] = number;
            }
        }
        appending.forEach(CompletableFuture::join);
        assertEquals(0, queue.size());
    }

    @Test
    void whatFindsNoRoomInTimeIsNotTaken() {
        AppendQueue queue = new AppendQueue(2);
        assertTrue(queue.offer(waiting(0), 0));
        assertTrue(queue.offer(waiting(1), 0));
        assertFalse(queue.offer(waiting(2), TimeUnit.MILLISECONDS.toNanos(1)));
        assertEquals(2, queue.size());
        assertEquals(2, queue.drain().size());
        assertTrue(queue.offer(waiting(3), 0));
    }

    @Test
    void whoeverWaitsForRoomIsRefusedWhenItCloses() {
        AppendQueue queue = new AppendQueue(1);
        assertTrue(queue.offer(waiting(0), 0));
        CompletableFuture<Boolean> blocked = CompletableFuture.supplyAsync(() -> queue.offer(waiting(1), LONG));
        queue.close();
        assertFalse(blocked.join());
        assertFalse(queue.offer(waiting(2), LONG));
        assertEquals(1, queue.drain().size(), "what was taken before is still there");
    }

    @Test
    void theWriterWakesForEnoughForACallAndForNothingElse() {
        AppendQueue queue = new AppendQueue(100);
        AtomicInteger found = new AtomicInteger(-1);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            queue.await(LONG, 3);
            found.set(queue.size());
        });
        assertTrue(queue.offer(waiting(0), 0));
        assertTrue(queue.offer(waiting(1), 0));
        assertFalse(writer.isDone(), "two are not three");
        assertTrue(queue.offer(waiting(2), 0));
        writer.join();
        assertEquals(3, found.get());
        CompletableFuture<Void> called = CompletableFuture.runAsync(() -> queue.await(LONG, 1_000));
        queue.call();
        called.join();
    }
}
