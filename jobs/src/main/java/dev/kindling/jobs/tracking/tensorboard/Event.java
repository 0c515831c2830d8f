package dev.kindling.jobs.tracking.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One entry of an event file: TensorFlow's messages {@code Event} (core/util/event.proto) and {@code Summary}
 * (core/framework/summary.proto), as far as scalars, histograms and pictures need them.
 */
final class Event {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int TAG = 1;
    private static final int SCALAR = 2;
    private static final int IMAGE = 4;
    private static final int HISTOGRAM = 5;

    private Event() {}

    /** Writes fields into a message. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    /** What every file begins with. */
    static byte[] fileVersion(double wallTime) {
        return message(out -> {
            out.writeDouble(WALL_TIME, wallTime);
            out.writeString(FILE_VERSION, "brain.Event:2");
        });
    }

    /** Takes back what earlier files have of this step and of later ones. */
    static byte[] restart(double wallTime, long step) {
        return message(out -> {
            head(out, wallTime, step);
            out.writeByteArray(SESSION_LOG, message(log -> log.writeEnum(SESSION_STATUS, SESSION_START)));
        });
    }

    /** An event with the values that {@link #scalar}, {@link #histogram} and {@link #image} make. */
    static byte[] summary(double wallTime, long step, Iterable<byte[]> values) {
        byte[] summary = message(out -> {
            for (byte[] value : values) {
                out.writeByteArray(SUMMARY_VALUE, value);
            }
        });
        return message(out -> {
            head(out, wallTime, step);
            out.writeByteArray(SUMMARY, summary);
        });
    }

    private static void head(CodedOutputStream out, double wallTime, long step) throws IOException {
        out.writeDouble(WALL_TIME, wallTime);
        out.writeInt64(STEP, step);
    }

    static byte[] scalar(String tag, double value) {
        return message(out -> {
            out.writeString(TAG, tag);
            out.writeFloat(SCALAR, (float) value);
        });
    }

    static byte[] histogram(String tag, TensorHistogram histogram) {
        byte[] limits = packed(histogram::limit);
        byte[] counts = packed(histogram::count);
        byte[] message = message(out -> {
            out.writeDouble(1, histogram.lowest());
            out.writeDouble(2, histogram.highest());
            out.writeDouble(3, (double) histogram.count());
            out.writeDouble(4, histogram.sum());
            out.writeDouble(5, histogram.squares());
            out.writeByteArray(6, limits);
            out.writeByteArray(7, counts);
        });
        return message(out -> {
            out.writeString(TAG, tag);
            out.writeByteArray(HISTOGRAM, message);
        });
    }

    private static byte[] packed(java.util.function.IntToDoubleFunction values) {
        return message(out -> {
            for (int bucket = 0; bucket < TensorHistogram.BUCKETS; bucket++) {
                out.writeDoubleNoTag(values.applyAsDouble(bucket));
            }
        });
    }

    /** {@code channels} is 1 for grey and 3 for coloured pictures. */
    static byte[] image(String tag, int height, int width, int channels, byte[] png) {
        byte[] image = message(out -> {
            out.writeInt32(1, height);
            out.writeInt32(2, width);
            out.writeInt32(3, channels);
            out.writeByteArray(4, png);
        });
        return message(out -> {
            out.writeString(TAG, tag);
            out.writeByteArray(IMAGE, image);
        });
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
