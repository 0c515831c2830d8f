package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.data.Examples;
import dev.kindling.evaluation.Shortlist;
import dev.kindling.evaluation.ShortlistedExample;

/** questions, most, then for each question how many and each example: order, position, shown, embedded, predicted. */
final class ShortlistSerializer extends Serializer<Shortlist> {

    @Override
    public void write(Kryo kryo, Output output, Shortlist list) {
        output.writeInt(list.questions(), true);
        output.writeInt(list.most(), true);
        for (int question = 0; question < list.questions(); question++) {
            output.writeInt(list.of(question).size(), true);
            for (ShortlistedExample example : list.of(question)) {
                output.writeDouble(example.order());
                output.writeLong(example.position(), true);
                kryo.writeObject(output, example.shown());
                kryo.writeObject(output, example.embedded());
                output.writeInt(example.predicted(), true);
            }
        }
    }

    @Override
    public Shortlist read(Kryo kryo, Input input, Class<Shortlist> type) {
        Shortlist list = new Shortlist(input.readInt(true), input.readInt(true));
        for (int question = 0; question < list.questions(); question++) {
            int count = input.readInt(true);
            for (int i = 0; i < count; i++) {
                double order = input.readDouble();
                long position = input.readLong(true);
                Examples shown = kryo.readObject(input, Examples.class);
                Examples embedded = kryo.readObject(input, Examples.class);
                list.add(question, new ShortlistedExample(order, position, shown, embedded, input.readInt(true)));
            }
        }
        return list;
    }
}
