package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.aggregation.ClientSlice;
import dev.kindling.metric.Tally;

/** client, offset, changes, tally words. */
final class ClientSliceSerializer extends Serializer<ClientSlice> {

    @Override
    public void write(Kryo kryo, Output output, ClientSlice slice) {
        output.writeInt(slice.client(), true);
        output.writeInt(slice.offset(), true);
        Bulk.writeFloats(output, slice.values());
        Bulk.writeLongs(output, slice.tally().words());
    }

    @Override
    public ClientSlice read(Kryo kryo, Input input, Class<ClientSlice> type) {
        int client = input.readInt(true);
        int offset = input.readInt(true);
        float[] values = Bulk.readFloats(input);
        return new ClientSlice(client, offset, values, Tally.ofWords(Bulk.readLongs(input)));
    }
}
