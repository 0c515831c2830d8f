package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.data.Examples;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.evaluation.WrongExample;
import dev.kindling.metric.AccuracySpread;
import dev.kindling.metric.Confusion;
import java.util.ArrayList;
import java.util.List;

/** classes, confusion counts, spread (counts, lowest, highest), limit of wrong examples, wrong examples. */
final class ScorecardSerializer extends Serializer<Scorecard> {

    @Override
    public void write(Kryo kryo, Output output, Scorecard card) {
        output.writeInt(card.confusion().classes(), true);
        Bulk.writeLongs(output, card.confusion().counts());
        Bulk.writeLongs(output, card.spread().counts());
        output.writeDouble(card.spread().lowest());
        output.writeDouble(card.spread().highest());
        output.writeInt(card.wrongLimit(), true);
        output.writeInt(card.wrong().size(), true);
        for (WrongExample wrong : card.wrong()) {
            output.writeLong(wrong.position(), true);
            kryo.writeObject(output, wrong.example());
            output.writeInt(wrong.predicted(), true);
        }
    }

    @Override
    public Scorecard read(Kryo kryo, Input input, Class<Scorecard> type) {
        Confusion confusion = new Confusion(input.readInt(true), Bulk.readLongs(input));
        AccuracySpread spread = new AccuracySpread(Bulk.readLongs(input), input.readDouble(), input.readDouble());
        int wrongLimit = input.readInt(true);
        int count = input.readInt(true);
        List<WrongExample> wrong = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long position = input.readLong(true);
            Examples example = kryo.readObject(input, Examples.class);
            wrong.add(new WrongExample(position, example, input.readInt(true)));
        }
        return new Scorecard(confusion, spread, wrongLimit, wrong);
    }
}
