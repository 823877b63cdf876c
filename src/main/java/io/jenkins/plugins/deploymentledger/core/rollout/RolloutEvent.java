package io.jenkins.plugins.deploymentledger.core.rollout;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.time.Instant;
import java.util.List;

/** Something that happened in a rollout: one line of its journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RolloutEvent.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = RolloutEvent.StageStarted.class, name = "started"),
    @JsonSubTypes.Type(value = RolloutEvent.ActionTaken.class, name = "action"),
    @JsonSubTypes.Type(value = RolloutEvent.StageFinished.class, name = "finished"),
    @JsonSubTypes.Type(value = RolloutEvent.CameOnline.class, name = "online"),
    @JsonSubTypes.Type(value = RolloutEvent.Expired.class, name = "expired"),
    @JsonSubTypes.Type(value = RolloutEvent.StopRequested.class, name = "stop")
})
public sealed interface RolloutEvent {

    /** When it happened, by the controller's clock. */
    @NonNull
    Instant at();

    /**
     * The rollout began; its machines are frozen from here on.
     *
     * @param at see {@link RolloutEvent#at()}
     * @param machines by name, in the order in which they are served, without duplicates
     * @param concurrency how many machines may be on their way at once, at least 1
     * @param options the other rules
     */
    record Opened(
            @NonNull Instant at,
            @NonNull List<String> machines,
            int concurrency,
            @NonNull RolloutOptions options) implements RolloutEvent {
        /** Copies the list of machines. */
        public Opened {
            machines = List.copyOf(machines);
        }

        /** A rollout without further rules. */
        public Opened(@NonNull Instant at, @NonNull List<String> machines, int concurrency) {
            this(at, machines, concurrency, RolloutOptions.PLAIN);
        }
    }

    /**
     * A stage began on a machine.
     *
     * @param at see {@link RolloutEvent#at()}
     * @param machine by name
     * @param stage which one
     */
    record StageStarted(
            @NonNull Instant at,
            @NonNull String machine,
            @NonNull Stage stage) implements RolloutEvent {}

    /**
     * A step within a stage, for the reader; it changes no state.
     *
     * @param at see {@link RolloutEvent#at()}
     * @param machine by name
     * @param stage in which
     * @param text what was done, one line
     */
    record ActionTaken(
            @NonNull Instant at,
            @NonNull String machine,
            @NonNull Stage stage,
            @NonNull String text) implements RolloutEvent {}

    /**
     * A stage ended on a machine.
     *
     * @param at see {@link RolloutEvent#at()}
     * @param machine by name
     * @param stage which one
     * @param report how it ended
     */
    record StageFinished(
            @NonNull Instant at,
            @NonNull String machine,
            @NonNull Stage stage,
            @NonNull StageReport report) implements RolloutEvent {}

    /**
     * The agent of a machine that waited for it is connected.
     *
     * @param at see {@link RolloutEvent#at()}
     * @param machine by name
     */
    record CameOnline(@NonNull Instant at, @NonNull String machine) implements RolloutEvent {}

    /**
     * The rollout's end has come: nothing begins any more.
     *
     * @param at see {@link RolloutEvent#at()}
     */
    record Expired(@NonNull Instant at) implements RolloutEvent {}

    /**
     * Somebody stopped the rollout: no further machine starts.
     *
     * @param at see {@link RolloutEvent#at()}
     * @param by the user's id
     * @param abort whether running install commands are killed, too
     */
    record StopRequested(@NonNull Instant at, @NonNull String by, boolean abort) implements RolloutEvent {}
}
