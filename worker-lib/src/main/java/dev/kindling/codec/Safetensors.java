package dev.kindling.codec;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Model files in the safetensors format: an eight-byte length, a JSON header, then float32 values, all little-endian. The
 * same parameters and metadata always give the same bytes, so a file's digest names a model. What Kindling adds to the format
 * has a version of its own in the metadata; files without one are other tools' or Kindling's first, and are read.
 */
public final class Safetensors {

    /** The format's own limit, in bytes. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String SAVE_AGAIN = "save it as safetensors or fetch it again";

    private Safetensors() {}

    /** What a file holds. The metadata leaves out the entries that only describe the layout. */
    public record Contents(Map<String, String> metadata, Parameters parameters) {

        public Contents {
            metadata = Map.copyOf(metadata);
        }

        /**
         * The parameters in the order and blocks of {@code layout}, for files whose writer had another order.
         *
         * @param where the file's name, for messages
         * @throws UserMistake if the tensors are not those of the layout, by name and shape
         */
        public Parameters arrangedAs(Layout layout, String where) {
            return new Arrangement(parameters, where).as(layout);
        }
    }

    /**
     * Writes one model; does not close the stream.
     *
     * @param metadata what else to keep, such as a seed or the data set's name
     */
    public static void write(Parameters parameters, Map<String, String> metadata, OutputStream out) throws IOException {
        byte[] header = HeaderWriter.header(parameters.layout(), new TreeMap<>(metadata));
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        Float32Data.write(parameters.values(), out);
    }

    /**
     * Reads one model up to the end of the stream; does not close it. Whatever the bytes are, they cannot make it allocate
     * much more than there is to read.
     *
     * @param where the file's name, for messages
     * @throws UserMistake if the bytes are no safetensors file of float32 tensors
     * @throws IOException if the stream itself fails
     */
    public static Contents read(InputStream in, String where) throws IOException {
        return read(in, 0, where);
    }

    /**
     * As {@link #read(InputStream, String)}, from a stream that is known to have {@code length} bytes, as its file system
     * tells: the values then go into one array that never grows.
     */
    public static Contents read(InputStream in, long length, String where) throws IOException {
        Header header = HeaderReader.read(headerText(in, where), where);
        requireVersion(header, where);
        float[] values = Float32Data.read(in, header.values(), length / Float.BYTES);
        requireLength(header.values(), values.length, in, where);
        Parameters inFileOrder = new Parameters(header.layout(), values);
        return new Contents(header.userMetadata(), BlockNumbers.apply(header, inFileOrder, where));
    }

    private static void requireVersion(Header header, String where) {
        String version = header.metadata().getOrDefault(Header.VERSION, HeaderWriter.VERSION);
        if (!version.equals(HeaderWriter.VERSION)) {
            throw UserMistake.of(
                    "model format version",
                    "at most " + HeaderWriter.VERSION,
                    ForeignJson.quote(version),
                    where,
                    "read it with the Kindling that wrote it");
        }
    }

    private static byte[] headerText(InputStream in, String where) throws IOException {
        byte[] prefix = in.readNBytes(Long.BYTES);
        if (prefix.length < Long.BYTES) {
            throw UserMistake.of("file length", "at least 8 bytes", prefix.length, where, SAVE_AGAIN);
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > LONGEST_HEADER) {
            throw UserMistake.of(
                    "header length",
                    "at most " + LONGEST_HEADER + " bytes",
                    Long.toUnsignedString(length),
                    where,
                    "this is no safetensors file: " + SAVE_AGAIN);
        }
        // Grows with what arrives, so a wrong length costs nothing.
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw UserMistake.of("header", length + " bytes", text.length + " (truncated)", where, SAVE_AGAIN);
        }
        return text;
    }

    private static void requireLength(int expected, int found, InputStream in, String where) throws IOException {
        if (found < expected) {
            throw UserMistake.of("data", expected + " values", found + " (truncated)", where, SAVE_AGAIN);
        }
        if (in.read() >= 0) {
            throw UserMistake.of("data", expected + " values", "more bytes after them", where, SAVE_AGAIN);
        }
    }
}
