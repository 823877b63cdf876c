package io.jenkins.plugins.deploymentledger.core.convergence;

import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Machines over days: some are off at times, some lose the package now and then, on some every installation fails.
 *
 * <p>The same seed makes the same estate, whoever keeps it up.
 */
final class SimulatedEstate {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** One machine. */
    private static final class Machine {
        private final boolean hopeless;
        private final int offFrom;
        private final int offHours;
        private boolean installed;
        private Instant inventory;
        private boolean inventoryShows;

        Machine(Random random) {
            hopeless = random.nextInt(100) == 0;
            offFrom = random.nextInt(24);
            offHours = random.nextInt(4) == 0 ? 4 + random.nextInt(12) : 0;
            installed = random.nextInt(10) < 6;
        }
    }

    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final Random drift;
    private final Random luck;
    private final int total;
    private int hour;
    private int minute;
    private long attempts;
    private long inventories;

    SimulatedEstate(long seed, int count) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            machines.put("m" + i, new Machine(random));
        }
        total = count;
        drift = new Random(seed + 1);
        luck = new Random(seed + 2);
    }

    Instant now() {
        return START.plus(Duration.ofHours(hour)).plusSeconds(60L * minute);
    }

    /** Lets ten minutes pass. */
    void tenMinutes() {
        minute += 10;
        if (minute == 60) {
            minute = 0;
            anHour();
        }
    }

    /** Whether a machine has come online since the last step. */
    boolean isBack(String name) {
        Machine machine = machines.get(name);
        return machine.offHours > 0 && minute == 0 && Math.floorMod(hour - machine.offFrom, 24) == machine.offHours;
    }

    /** Lets an hour pass: one machine in a thousand loses the package every day. */
    void anHour() {
        hour++;
        for (Machine machine : machines.values()) {
            if (drift.nextInt(24_000) == 0) {
                machine.installed = false;
            }
        }
    }

    boolean isOn(String name) {
        Machine machine = machines.get(name);
        return machine.offHours == 0 || Math.floorMod(hour - machine.offFrom, 24) >= machine.offHours;
    }

    boolean isHopeless(String name) {
        return machines.get(name).hopeless;
    }

    boolean isInstalled(String name) {
        return machines.get(name).installed;
    }

    /** A machine looks at itself. */
    void inventory(String name) {
        Machine machine = machines.get(name);
        machine.inventory = now();
        machine.inventoryShows = machine.installed;
        inventories++;
    }

    /** Tries to install; one in twenty installations fails without a reason. */
    Outcome install(String name) {
        attempts++;
        Machine machine = machines.get(name);
        machine.installed |= !machine.hopeless && luck.nextInt(20) != 0;
        inventory(name);
        return machine.installed ? Outcome.SUCCESS : Outcome.FAILURE;
    }

    Map<String, Sight> sights() {
        Map<String, Sight> sights = new LinkedHashMap<>(total * 2);
        machines.forEach((name, machine) -> sights.put(
                name,
                new Sight(
                        machine.inventory,
                        machine.inventory == null
                                ? null
                                : machine.inventoryShows ? Detection.Finding.PRESENT : Detection.Finding.MISSING,
                        isOn(name))));
        return sights;
    }

    List<String> names() {
        return new ArrayList<>(machines.keySet());
    }

    long attempts() {
        return attempts;
    }

    long inventories() {
        return inventories;
    }

    /** The share of machines that have the package, in percent of those that ever can. */
    double percentInstalled() {
        List<Machine> able =
                machines.values().stream().filter(machine -> !machine.hopeless).toList();
        return 100.0 * able.stream().filter(machine -> machine.installed).count() / able.size();
    }
}
