package dev.kindling.jobs.continual;

import dev.kindling.fault.UserMistake;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * moments.bin: "KMOMENTS", format version 1 and the number of words as little-endian 32-bit integers, the words as little-endian
 * 64-bit ones. What each word is follows from the run's configuration.
 */
final class MomentsFile {

    static final String NAME = "moments.bin";

    private static final byte[] MAGIC = "KMOMENTS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = 16;
    private static final int CHUNK = 1 << 12;

    private MomentsFile() {}

    /** Writes the file, whole or not at all, and returns the SHA-256 of its bytes. */
    static String write(Moments moments, RunFolder folder) throws IOException {
        return AtomicFiles.writeDigested(folder.hadoop(), folder.file(NAME), out -> write(moments.words(), out))
                .sha256();
    }

    private static void write(long[] words, OutputStream out) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        out.write(header.put(MAGIC).putInt(VERSION).putInt(words.length).array());
        byte[] bytes = new byte[CHUNK * Long.BYTES];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < words.length; from += CHUNK) {
            int count = Math.min(CHUNK, words.length - from);
            chunk.asLongBuffer().put(words, from, count);
            out.write(bytes, 0, count * Long.BYTES);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UserMistake if the file is damaged or of another head or data set
     */
    static Moments read(MomentsFormat format, RunFolder folder) throws IOException {
        String where = folder.file(NAME).toString();
        try (DataInputStream in = new DataInputStream(folder.open(NAME))) {
            byte[] head = new byte[HEADER];
            in.readFully(head);
            ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[MAGIC.length];
            header.get(magic);
            require(java.util.Arrays.equals(magic, MAGIC), "a file of a head's sums", "something else", where);
            int version = header.getInt();
            require(version == VERSION, "format version " + VERSION, "" + version, where);
            int count = header.getInt();
            require(count == format.words(), format.words() + " words", "" + count, where);
            Moments moments = new Moments(format, 0, words(in, count));
            require(in.read() < 0, "an end after " + count + " words", "more", where);
            return moments;
        } catch (EOFException cut) {
            throw new UserMistake("sums in " + where + ": the file is cut short; copy it again or run again", cut);
        }
    }

    private static long[] words(DataInputStream in, int count) throws IOException {
        long[] words = new long[count];
        byte[] bytes = new byte[CHUNK * Long.BYTES];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; from += CHUNK) {
            int some = Math.min(CHUNK, count - from);
            in.readFully(bytes, 0, some * Long.BYTES);
            chunk.asLongBuffer().get(words, from, some);
        }
        return words;
    }

    private static void require(boolean holds, String expected, String found, String where) {
        if (!holds) {
            throw UserMistake.of("sums", expected, found, where, "copy it again or run again");
        }
    }
}
