package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.aggregation.SquaredDistances;

/** cohort, clients, high words, low words. */
final class SquaredDistancesSerializer extends Serializer<SquaredDistances> {

    @Override
    public void write(Kryo kryo, Output output, SquaredDistances distances) {
        output.writeInt(distances.cohort(), true);
        Bulk.writeInts(output, distances.clients());
        Bulk.writeLongs(output, distances.high());
        Bulk.writeLongs(output, distances.low());
    }

    @Override
    public SquaredDistances read(Kryo kryo, Input input, Class<SquaredDistances> type) {
        int cohort = input.readInt(true);
        int[] clients = Bulk.readInts(input);
        long[] high = Bulk.readLongs(input);
        return new SquaredDistances(cohort, clients, high, Bulk.readLongs(input));
    }
}
