package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.data.Examples;

/** keys, ids, examples, logits. */
final class MemorySerializer extends Serializer<Memory> {

    @Override
    public void write(Kryo kryo, Output output, Memory memory) {
        Bulk.writeLongs(output, memory.keys());
        Bulk.writeLongs(output, memory.ids());
        kryo.writeObject(output, memory.examples());
        Bulk.writeFloats(output, memory.logits());
    }

    @Override
    public Memory read(Kryo kryo, Input input, Class<Memory> type) {
        long[] keys = Bulk.readLongs(input);
        long[] ids = Bulk.readLongs(input);
        return new Memory(keys, ids, kryo.readObject(input, Examples.class), Bulk.readFloats(input));
    }
}
