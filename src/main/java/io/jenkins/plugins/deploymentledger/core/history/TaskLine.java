package io.jenkins.plugins.deploymentledger.core.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * How a change of the index stands in its file: the CRC-32C of the rest as eight hexadecimal digits, a blank, and a JSON array whose
 * first element says which change it is.
 *
 * <p>Arrays and no objects, so that a hundred thousand of them are read in well under a second.
 */
final class TaskLine {

    private static final JsonFactory JSON = new JsonFactory();
    private static final TaskOrigin[] ORIGINS = TaskOrigin.values();
    private static final TaskStatus[] STATUSES = TaskStatus.values();
    private static final int CHECK = 9;

    private TaskLine() {}

    /** The line of a change, with the line feed at its end. */
    static byte[] format(TaskChange change) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartArray();
            write(json, change);
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] text = body.toByteArray();
        byte[] check = String.format("%08x ", checksum(text, 0, text.length)).getBytes(StandardCharsets.US_ASCII);
        byte[] line = new byte[CHECK + text.length + 1];
        System.arraycopy(check, 0, line, 0, CHECK);
        System.arraycopy(text, 0, line, CHECK, text.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static void write(JsonGenerator json, TaskChange change) throws IOException {
        if (change instanceof TaskChange.Recorded recorded) {
            write(json, recorded.task());
        } else if (change instanceof TaskChange.Moved moved) {
            json.writeString("moved");
            json.writeString(moved.from());
            json.writeString(moved.to());
        } else if (change instanceof TaskChange.Removed removed) {
            json.writeString("removed");
            json.writeString(removed.job());
            json.writeNumber(removed.number());
        } else if (change instanceof TaskChange.Dropped dropped) {
            json.writeString("dropped");
            json.writeString(dropped.job());
        }
    }

    private static void write(JsonGenerator json, Task task) throws IOException {
        json.writeString("task");
        json.writeString(task.job());
        json.writeNumber(task.number());
        json.writeString(Objects.toString(task.id(), null));
        json.writeString(task.packageName());
        json.writeString(task.version());
        json.writeString(task.target());
        json.writeString(task.group());
        json.writeString(task.initiatorId());
        json.writeString(task.initiatorName());
        json.writeString(task.origin().name());
        json.writeStartArray();
        for (String team : task.teams()) {
            json.writeString(team);
        }
        json.writeEndArray();
        TaskTally tally = task.tally();
        json.writeNumber(tally.inProgress());
        json.writeNumber(tally.success());
        json.writeNumber(tally.error());
        json.writeNumber(tally.unreachable());
        json.writeNumber(tally.stopped());
        json.writeNumber(tally.notApplicable());
        json.writeNumber(tally.downloadErrors());
        json.writeString(task.status().name());
        json.writeNumber(task.startedMillis());
        json.writeNumber(task.endedMillis());
    }

    /**
     * Reads a line without its line feed.
     *
     * @throws IOException if it is damaged, or no change that this version knows
     */
    static TaskChange parse(byte[] buffer, int offset, int length, TextPool pool) throws IOException {
        int body = length - CHECK;
        if (body <= 0 || !hasChecksum(buffer, offset, checksum(buffer, offset + CHECK, body))) {
            throw new IOException("The checksum is wrong");
        }
        try (JsonParser json = JSON.createParser(buffer, offset + CHECK, body)) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            TaskChange change = read(json, pool);
            require(json.nextToken() == JsonToken.END_ARRAY);
            return change;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static TaskChange read(JsonParser json, TextPool pool) throws IOException {
        String kind = text(json);
        return switch (kind) {
            case "task" -> new TaskChange.Recorded(task(json, pool));
            case "moved" -> new TaskChange.Moved(text(json), text(json));
            case "removed" -> new TaskChange.Removed(text(json), number(json));
            case "dropped" -> new TaskChange.Dropped(text(json));
            default -> throw new IOException("No change is called " + kind);
        };
    }

    private static Task task(JsonParser json, TextPool pool) throws IOException {
        String job = pool.text(text(json));
        int number = number(json);
        String id = json.nextTextValue();
        String packageName = pool.text(text(json));
        String version = pool.text(text(json));
        String target = pool.text(text(json));
        String group = json.nextTextValue();
        String initiatorId = pool.text(text(json));
        String initiatorName = pool.text(text(json));
        TaskOrigin origin = constant(ORIGINS, text(json));
        List<String> teams = pool.texts(texts(json));
        TaskTally tally = new TaskTally(
                number(json), number(json), number(json), number(json), number(json), number(json), number(json));
        TaskStatus status = constant(STATUSES, text(json));
        return new Task(
                job,
                number,
                id == null ? null : UUID.fromString(id),
                packageName,
                version,
                target,
                group == null ? null : pool.text(group),
                initiatorId,
                initiatorName,
                origin,
                teams,
                tally,
                status,
                millis(json),
                millis(json));
    }

    private static List<String> texts(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.VALUE_STRING);
            texts.add(json.getText());
        }
        return texts;
    }

    private static String text(JsonParser json) throws IOException {
        String text = json.nextTextValue();
        require(text != null);
        return text;
    }

    private static int number(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
        return json.getIntValue();
    }

    private static long millis(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    private static void require(boolean asExpected) throws IOException {
        if (!asExpected) {
            throw new IOException("The fields are others than in this version");
        }
    }

    /** A constant by its name; one that this version lacks is a newer format, no bug. */
    private static <E extends Enum<E>> E constant(E[] constants, String name) throws IOException {
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("Nothing is called " + name + " in this version");
    }

    private static int checksum(byte[] buffer, int offset, int length) {
        CRC32C sum = new CRC32C();
        sum.update(buffer, offset, length);
        return (int) sum.getValue();
    }

    private static boolean hasChecksum(byte[] buffer, int offset, int checksum) {
        for (int i = 0; i < Integer.BYTES * 2; i++) {
            int digit = checksum >>> (Integer.SIZE - 4 * (i + 1)) & 0xf;
            if (buffer[offset + i] != Character.forDigit(digit, 16)) {
                return false;
            }
        }
        return buffer[offset + CHECK - 1] == ' ';
    }
}
