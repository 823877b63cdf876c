package io.jenkins.plugins.deploymentledger.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever does the tasks of a lane, they are done in their order, each once, and none is left lying. */
@Timeout(60)
class LaneTest {

    private static final int CAPACITY = 100;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Lane lane = new Lane("lane under test", CAPACITY);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Thread> by = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        if (!lane.isClosed()) {
            lane.close(LONG);
        }
    }

    private Runnable task(String name) {
        return () -> {
            done.add(name);
            by.add(Thread.currentThread());
        };
    }

    /** Has the lane's own thread busy until the latch is open. */
    private CountDownLatch busy() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        assertTrue(lane.add(() -> {
            begun.countDown();
            await(end);
            task("busy").run();
        }));
        await(begun);
        return end;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoWaitsDoesWhatWasLeftAndWhatCameBefore() throws Exception {
        CountDownLatch end = busy();
        lane.leave(task("of another"));
        lane.leave(task("mine"));
        end.countDown();
        Await.until("The lane is free", () -> {
            lane.help(LONG.toNanos());
            return done.size() == 3;
        });
        assertEquals(List.of("busy", "of another", "mine"), done);
    }

    @Test
    void whoHelpsDoesItOnTheirOwnThread() throws Exception {
        // The lane's own thread may just be there.
        Await.until("It is done on this thread", () -> {
            lane.leave(task("mine"));
            lane.help(LONG.toNanos());
            return by.contains(Thread.currentThread());
        });
    }

    @Test
    void whatNobodyHelpsWithIsDoneAllTheSame() throws Exception {
        lane.leave(task("left"));
        Await.until("It is done", () -> done.equals(List.of("left")));
        assertNotEquals(Thread.currentThread(), by.get(0));
    }

    @Test
    void whoFindsItBusyDoesNotWait() throws Exception {
        CountDownLatch end = busy();
        lane.leave(task("mine"));
        lane.help(LONG.toNanos());
        assertEquals(List.of(), done);
        end.countDown();
        Await.until("It is done", () -> done.equals(List.of("busy", "mine")));
    }

    @Test
    void whoHasNoTimeLeavesItToTheLane() throws Exception {
        lane.leave(task("mine"));
        lane.help(0);
        Await.until("It is done", () -> done.equals(List.of("mine")));
        assertNotEquals(Thread.currentThread(), by.get(0));
    }

    @Test
    void whoIsInterruptedLeavesItToTheLane() throws Exception {
        lane.leave(task("mine"));
        Thread.currentThread().interrupt();
        lane.help(LONG.toNanos());
        assertTrue(Thread.interrupted());
        Await.until("It is done", () -> done.equals(List.of("mine")));
        assertNotEquals(Thread.currentThread(), by.get(0));
    }

    @Test
    void aTaskThatHelpsIsNotOvertaken() throws Exception {
        lane.leave(() -> {
            lane.leave(task("second"));
            lane.help(LONG.toNanos());
            task("first").run();
        });
        lane.help(LONG.toNanos());
        Await.until("Both are done", () -> done.size() == 2);
        assertEquals(List.of("first", "second"), done);
    }

    @Test
    void manyAtOnceAreDoneOnceEachInTheOrderOfEachOfThem() throws Exception {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(number -> new Thread(() -> {
                    for (int i = 0; i < 200; i++) {
                        while (!(i % 2 == 0
                                ? lane.leave(task(number + " " + padded(i)))
                                : lane.add(task(number + " " + padded(i))))) {
                            Thread.yield();
                        }
                        lane.help(LONG.toNanos());
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Await.until("All are done", () -> done.size() == 8 * 200);
        for (int number = 0; number < 8; number++) {
            String prefix = number + " ";
            assertEquals(
                    IntStream.range(0, 200).mapToObj(i -> prefix + padded(i)).toList(),
                    done.stream().filter(name -> name.startsWith(prefix)).toList());
        }
    }

    private static String padded(int i) {
        return String.format("%03d", i);
    }

    @Test
    void whatFindsItFullIsRefused() throws Exception {
        CountDownLatch end = busy();
        for (int i = 0; i < CAPACITY; i++) {
            assertTrue(lane.add(task("waits")));
        }
        assertFalse(lane.add(task("too many")));
        assertFalse(lane.leave(task("too many")));
        assertEquals(CAPACITY, lane.waiting());
        end.countDown();
        Await.until("There is room", () -> lane.waiting() == 0);
        assertTrue(lane.add(task("now")));
    }

    @Test
    void itIsAsFarBehindAsItsOldestTask() throws Exception {
        assertEquals(Duration.ZERO, lane.behind());
        CountDownLatch end = busy();
        Duration hanging = lane.behind();
        lane.leave(task("waits"));
        Await.until("The task that hangs counts", () -> lane.behind().compareTo(hanging.plusMillis(30)) > 0);
        end.countDown();
        Await.until("Nothing waits", () -> lane.behind().isZero());
        assertEquals(List.of("busy", "waits"), done);
    }

    @Test
    void whatComesWhileItClosesIsDoneToo() throws InterruptedException {
        lane.add(() -> {
            task("first").run();
            assertTrue(lane.add(task("added meanwhile")));
            assertTrue(lane.leave(task("left meanwhile")));
        });
        assertEquals(0, lane.close(LONG));
        assertEquals(List.of("first", "added meanwhile", "left meanwhile"), done);
        assertFalse(lane.add(task("afterwards")));
        assertFalse(lane.leave(task("afterwards")));
    }

    @Test
    void whatOnlySparesTimeIsNoLoss() throws InterruptedException {
        CountDownLatch end = busy();
        lane.addSpare(task("spare"));
        lane.add(task("waits"));
        assertEquals(1, lane.close(Duration.ofMillis(50)));
        end.countDown();
        assertFalse(done.contains("spare"));
    }

    @Test
    void whatOnlySparesTimeIsLeftOutWhereMuchWaits() throws Exception {
        CountDownLatch end = busy();
        for (int i = 0; i < CAPACITY / 2; i++) {
            lane.add(task("waits"));
        }
        lane.addSpare(task("spare"));
        end.countDown();
        Await.until("All are done", () -> done.size() == CAPACITY / 2 + 1);
        assertFalse(done.contains("spare"));
    }

    @Test
    void whatIsNotDoneInTimeIsCounted() throws InterruptedException {
        CountDownLatch end = busy();
        lane.add(task("waits"));
        lane.leave(task("waits"));
        assertEquals(2, lane.close(Duration.ofMillis(50)));
        assertFalse(lane.add(task("afterwards")));
        end.countDown();
        assertFalse(done.contains("waits"));
    }
}
