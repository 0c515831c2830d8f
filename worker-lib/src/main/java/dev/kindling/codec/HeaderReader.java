package dev.kindling.codec;

import dev.kindling.fault.UserMistake;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses and checks a header of unknown origin. */
final class HeaderReader {

    /** Java arrays end a little before the largest int. */
    private static final long MOST_BYTES = (Integer.MAX_VALUE - 8L) * Float.BYTES;

    private static final int MOST_DIMENSIONS = 32;

    private final ForeignJson json;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Header.Entry> entries = new ArrayList<>();

    private HeaderReader(ForeignJson json) {
        this.json = json;
    }

    static Header read(byte[] bytes, String where) {
        ForeignJson json = new ForeignJson(decode(bytes, where), "header", where);
        return new HeaderReader(json).read();
    }

    private static String decode(byte[] bytes, String where) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw UserMistake.of("header", "UTF-8 text", "other bytes", where, "save it again as float32 safetensors");
        }
    }

    private Header read() {
        json.object(name -> {
            if (name.equals(Header.METADATA)) {
                json.object(key -> metadata.put(key, json.string()));
            } else {
                entries.add(entry(name));
            }
        });
        json.end();
        entries.sort(Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));
        requireGapless();
        return new Header(metadata, entries);
    }

    private Header.Entry entry(String name) {
        Fields fields = new Fields(name);
        json.object(fields::read);
        return fields.entry();
    }

    private void requireGapless() {
        long expected = 0;
        for (Header.Entry entry : entries) {
            if (entry.begin() != expected) {
                throw json.mistake(
                        "data of tensor " + ForeignJson.quote(entry.name()),
                        "a start at byte " + expected + " (no gap, no overlap)",
                        entry.begin());
            }
            expected = entry.end();
        }
    }

    /** The three fields of one tensor, in any order. */
    private final class Fields {

        private final String name;
        private final String tensor;
        private @Nullable List<Long> shape;
        private List<Long> offsets = List.of();
        private String dtype = "none";

        Fields(String name) {
            this.name = name;
            this.tensor = "tensor " + ForeignJson.quote(name);
        }

        void read(String field) {
            switch (field) {
                case Header.DTYPE -> dtype = json.string();
                case Header.SHAPE -> shape = json.integers(MOST_DIMENSIONS);
                case Header.OFFSETS -> offsets = json.integers(2);
                default -> throw json.mistake(tensor, "only dtype, shape and data_offsets", field);
            }
        }

        Header.Entry entry() {
            if (!dtype.equals(Header.F32)) {
                throw json.mistake("dtype of " + tensor, Header.F32, dtype);
            }
            if (shape == null) {
                throw json.mistake("shape of " + tensor, "an array", "none");
            }
            if (offsets.size() != 2) {
                throw json.mistake("data_offsets of " + tensor, "two integers", offsets.size());
            }
            requireStretch(size(shape) * Float.BYTES);
            List<Integer> dimensions = shape.stream().map(Long::intValue).toList();
            return new Header.Entry(name, dimensions, offsets.get(0), offsets.get(1));
        }

        private void requireStretch(long bytes) {
            long begin = offsets.get(0);
            long end = offsets.get(1);
            // The range comes first: it keeps the difference from overflowing.
            if (begin < 0 || end < begin || end > MOST_BYTES || end - begin != bytes) {
                throw json.mistake(
                        "data_offsets of " + tensor, "a stretch of " + bytes + " bytes up to " + MOST_BYTES, offsets);
            }
        }

        /** Multiplied from the left in int range, as a layout does. */
        private long size(List<Long> dimensions) {
            long size = 1;
            for (long dimension : dimensions) {
                boolean fits = dimension >= 0 && dimension <= Integer.MAX_VALUE;
                if (!fits || size * dimension > Integer.MAX_VALUE) {
                    throw json.mistake("shape of " + tensor, "dimensions whose product is an int", dimensions);
                }
                size *= dimension;
            }
            return size;
        }
    }
}
