package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.merge.UpdateSum;
import dev.kindling.metric.Tally;

/** offset, sums, tally words. */
final class UpdateSumSerializer extends Serializer<UpdateSum> {

    @Override
    public void write(Kryo kryo, Output output, UpdateSum sum) {
        output.writeInt(sum.offset(), true);
        Bulk.writeLongs(output, sum.words());
        Bulk.writeLongs(output, sum.tally().words());
    }

    @Override
    public UpdateSum read(Kryo kryo, Input input, Class<UpdateSum> type) {
        int offset = input.readInt(true);
        long[] words = Bulk.readLongs(input);
        return new UpdateSum(offset, words, Tally.ofWords(Bulk.readLongs(input)));
    }
}
