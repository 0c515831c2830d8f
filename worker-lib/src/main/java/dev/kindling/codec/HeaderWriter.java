package dev.kindling.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.kindling.nn.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Prints a header: metadata sorted by key, then the tensors in layout order. */
final class HeaderWriter {

    /** Of what Kindling adds to the format. */
    static final String VERSION = "1";

    private static final int ALIGNMENT = 8;

    private HeaderWriter() {}

    static byte[] header(Layout layout, SortedMap<String, String> metadata) throws IOException {
        requireDistinct(layout);
        for (String key : List.of(Header.BLOCKS, Header.VERSION)) {
            if (metadata.containsKey(key)) {
                throw new IllegalArgumentException("metadata: the key " + key + " belongs to the format");
            }
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            metadata.put(Header.BLOCKS, BlockNumbers.print(layout));
            metadata.put(Header.VERSION, VERSION);
            writeMetadata(json, metadata);
            for (Layout.Tensor tensor : layout.tensors()) {
                writeTensor(json, tensor);
            }
            json.writeEndObject();
        }
        return padded(text.toByteArray());
    }

    private static void requireDistinct(Layout layout) {
        Set<String> names = new HashSet<>(Set.of(Header.METADATA));
        for (Layout.Tensor tensor : layout.tensors()) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException(
                        "layout: a file cannot hold two tensors, or one beside its metadata, named " + tensor.name());
            }
        }
    }

    private static void writeMetadata(JsonGenerator json, SortedMap<String, String> metadata) throws IOException {
        json.writeObjectFieldStart(Header.METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeTensor(JsonGenerator json, Layout.Tensor tensor) throws IOException {
        long begin = (long) tensor.offset() * Float.BYTES;
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField(Header.DTYPE, Header.F32);
        json.writeArrayFieldStart(Header.SHAPE);
        for (int dimension : tensor.shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeArrayFieldStart(Header.OFFSETS);
        json.writeNumber(begin);
        json.writeNumber(begin + (long) tensor.size() * Float.BYTES);
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Spaces at the end let the data start at a multiple of eight bytes, which readers that map the file rely on. */
    private static byte[] padded(byte[] text) {
        int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] padded = Arrays.copyOf(text, length);
        Arrays.fill(padded, text.length, length, " ".getBytes(StandardCharsets.US_ASCII)[0]);
        return padded;
    }
}
