package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.metric.Tally;

/** offset, means, tally words. */
final class MeanUpdateSerializer extends Serializer<MeanUpdate> {

    @Override
    public void write(Kryo kryo, Output output, MeanUpdate update) {
        output.writeInt(update.offset(), true);
        Bulk.writeFloats(output, update.values());
        Bulk.writeLongs(output, update.tally().words());
    }

    @Override
    public MeanUpdate read(Kryo kryo, Input input, Class<MeanUpdate> type) {
        int offset = input.readInt(true);
        float[] values = Bulk.readFloats(input);
        return new MeanUpdate(offset, values, Tally.ofWords(Bulk.readLongs(input)));
    }
}
