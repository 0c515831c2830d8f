package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.SecondMoments;

/** classes, width, which second moments, held out or not, bits of the grid, offset, number of words, words. */
final class MomentsSerializer extends Serializer<Moments> {

    @Override
    public void write(Kryo kryo, Output output, Moments moments) {
        MomentsFormat format = moments.format();
        output.writeInt(format.classes(), true);
        output.writeInt(format.width(), true);
        output.writeString(format.second().name());
        output.writeBoolean(format.heldOut());
        output.writeByte(format.grid().bits());
        output.writeInt(moments.offset(), true);
        output.writeInt(moments.words().length, true);
        PackedWords.write(output, moments.words());
    }

    @Override
    public Moments read(Kryo kryo, Input input, Class<Moments> type) {
        int classes = input.readInt(true);
        int width = input.readInt(true);
        SecondMoments second = SecondMoments.valueOf(input.readString());
        boolean heldOut = input.readBoolean();
        MomentsFormat format = new MomentsFormat(classes, width, second, heldOut, new Grid(input.readByte()));
        int offset = input.readInt(true);
        long[] words = new long[input.readInt(true)];
        PackedWords.read(input, words);
        return new Moments(format, offset, words);
    }
}
