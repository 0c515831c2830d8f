package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.data.Examples;
import dev.kindling.data.Features;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.PixelFeatures;

/** kind (0 pixels, 1 floats), examples, width, features, labels. */
final class ExamplesSerializer extends Serializer<Examples> {

    private static final int PIXELS = 0;
    private static final int FLOATS = 1;

    @Override
    public void write(Kryo kryo, Output output, Examples examples) {
        Features features = examples.features();
        if (features instanceof PixelFeatures pixels) {
            output.writeByte(PIXELS);
            output.writeInt(pixels.examples(), true);
            output.writeInt(pixels.width(), true);
            Bulk.writeBytes(output, pixels.bytes());
        } else if (features instanceof FloatFeatures floats) {
            output.writeByte(FLOATS);
            output.writeInt(floats.examples(), true);
            output.writeInt(floats.width(), true);
            Bulk.writeFloats(output, floats.values());
        }
        Bulk.writeInts(output, examples.labels());
    }

    @Override
    public Examples read(Kryo kryo, Input input, Class<Examples> type) {
        int kind = input.readByte();
        int examples = input.readInt(true);
        int width = input.readInt(true);
        Features features =
                switch (kind) {
                    case PIXELS -> new PixelFeatures(examples, width, Bulk.readBytes(input));
                    case FLOATS -> new FloatFeatures(examples, width, Bulk.readFloats(input));
                    default -> throw new KryoException("features of unknown kind " + kind);
                };
        return new Examples(features, Bulk.readInts(input));
    }
}
