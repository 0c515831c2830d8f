package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.merge.UpdateSum;
import dev.kindling.metric.Tally;

/** offset, length, tally words, sums. */
final class UpdateSumSerializer extends Serializer<UpdateSum> {

    @Override
    public void write(Kryo kryo, Output output, UpdateSum sum) {
        output.writeInt(sum.offset(), true);
        output.writeInt(sum.length(), true);
        Bulk.writeLongs(output, sum.tally().words());
        for (long[] piece : sum.pieces()) {
            PackedWords.write(output, piece);
        }
    }

    @Override
    public UpdateSum read(Kryo kryo, Input input, Class<UpdateSum> type) {
        int offset = input.readInt(true);
        int length = input.readInt(true);
        UpdateSum sum = UpdateSum.empty(offset, length, Tally.ofWords(Bulk.readLongs(input)));
        for (long[] piece : sum.pieces()) {
            PackedWords.read(input, piece);
        }
        return sum;
    }
}
