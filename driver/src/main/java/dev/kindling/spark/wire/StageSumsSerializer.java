package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.head.Moments;
import dev.kindling.learn.closedform.StageSums;
import dev.kindling.metric.Tally;
import java.util.ArrayList;
import java.util.List;

/** tally words, number of moments, moments. */
final class StageSumsSerializer extends Serializer<StageSums> {

    @Override
    public void write(Kryo kryo, Output output, StageSums sums) {
        Bulk.writeLongs(output, sums.tally().words());
        output.writeInt(sums.moments().size(), true);
        for (Moments moments : sums.moments()) {
            kryo.writeObject(output, moments);
        }
    }

    @Override
    public StageSums read(Kryo kryo, Input input, Class<StageSums> type) {
        Tally tally = Tally.ofWords(Bulk.readLongs(input));
        int count = input.readInt(true);
        List<Moments> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(kryo.readObject(input, Moments.class));
        }
        return new StageSums(moments, tally);
    }
}
