package dev.kindling.jobs.tracking.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads event files from their description alone, with a CRC of its own; shares no code with what writes them. */
public final class EventReader {

    /** CRC-32C's polynomial 0x1edc6f41, bits reversed. */
    private static final int CASTAGNOLI = 0x82f63b78;

    private EventReader() {}

    /** What an event holds; {@code restart} where it takes back this step and later ones. */
    public record Read(
            double wallTime,
            long step,
            String version,
            boolean restart,
            Map<String, Float> scalars,
            Map<String, Histogram> histograms,
            Map<String, byte[]> images) {}

    /** A histogram as it was written. */
    public record Histogram(
            double min, double max, double num, double sum, double squares, List<Double> limits, List<Double> counts) {}

    /** All events of a folder, files in the order of their names. */
    public static List<Read> folder(Path folder) throws IOException {
        List<Read> events = new ArrayList<>();
        for (Path file : files(folder)) {
            events.addAll(file(Files.readAllBytes(file)));
        }
        return events;
    }

    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static List<Read> file(byte[] bytes) {
        List<Read> events = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] length = take(in, 8);
            assertThat(in.getInt()).as("checksum of a length").isEqualTo(masked(length));
            byte[] record = take(in, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            assertThat(in.getInt()).as("checksum of a record").isEqualTo(masked(record));
            events.add(event(record));
        }
        return events;
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int masked(byte[] bytes) {
        int crc = crc32c(bytes);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    static int crc32c(byte[] bytes) {
        int crc = ~0;
        for (byte value : bytes) {
            crc ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ CASTAGNOLI;
            }
        }
        return ~crc;
    }

    private static Read event(byte[] record) {
        Map<Integer, List<Object>> fields = fields(record);
        Map<String, Float> scalars = new LinkedHashMap<>();
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        Map<String, byte[]> images = new LinkedHashMap<>();
        for (Object summary : fields.getOrDefault(5, List.of())) {
            for (Object value : fields((byte[]) summary).getOrDefault(1, List.of())) {
                Map<Integer, List<Object>> one = fields((byte[]) value);
                String tag = text(one, 1);
                if (one.containsKey(2)) {
                    scalars.put(tag, Float.intBitsToFloat((Integer) only(one, 2)));
                } else if (one.containsKey(5)) {
                    histograms.put(tag, histogram(fields((byte[]) only(one, 5))));
                } else {
                    images.put(tag, (byte[]) only(fields((byte[]) only(one, 4)), 4));
                }
            }
        }
        return new Read(
                number(fields, 1),
                fields.containsKey(2) ? (Long) only(fields, 2) : 0,
                fields.containsKey(3) ? text(fields, 3) : "",
                fields.containsKey(7)
                        && only(fields((byte[]) only(fields, 7)), 1).equals(1L),
                scalars,
                histograms,
                images);
    }

    private static Histogram histogram(Map<Integer, List<Object>> fields) {
        return new Histogram(
                number(fields, 1),
                number(fields, 2),
                number(fields, 3),
                number(fields, 4),
                number(fields, 5),
                packed(fields, 6),
                packed(fields, 7));
    }

    private static List<Double> packed(Map<Integer, List<Object>> fields, int number) {
        ByteBuffer in = ByteBuffer.wrap((byte[]) only(fields, number)).order(ByteOrder.LITTLE_ENDIAN);
        List<Double> values = new ArrayList<>();
        while (in.hasRemaining()) {
            values.add(in.getDouble());
        }
        return values;
    }

    private static Object only(Map<Integer, List<Object>> fields, int number) {
        return Objects.requireNonNull(fields.get(number), "field " + number).get(0);
    }

    private static double number(Map<Integer, List<Object>> fields, int number) {
        return Double.longBitsToDouble((Long) only(fields, number));
    }

    private static String text(Map<Integer, List<Object>> fields, int number) {
        return new String((byte[]) only(fields, number), StandardCharsets.UTF_8);
    }

    /** Protocol buffers' wire format: varints as Long, 64 bits as Long, 32 bits as Integer, all else as bytes. */
    private static Map<Integer, List<Object>> fields(byte[] message) {
        Map<Integer, List<Object>> fields = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value =
                    switch ((int) (key & 7)) {
                        case 0 -> varint(in);
                        case 1 -> in.getLong();
                        case 2 -> take(in, (int) varint(in));
                        case 5 -> in.getInt();
                        default -> throw new AssertionError("wire type " + (key & 7));
                    };
            fields.computeIfAbsent((int) (key >>> 3), number -> new ArrayList<>())
                    .add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
