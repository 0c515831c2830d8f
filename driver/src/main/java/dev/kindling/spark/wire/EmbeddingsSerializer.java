package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.evaluation.Embeddings;

/** holder, labels, values. */
final class EmbeddingsSerializer extends Serializer<Embeddings> {

    @Override
    public void write(Kryo kryo, Output output, Embeddings embeddings) {
        output.writeInt(embeddings.holder(), true);
        Bulk.writeInts(output, embeddings.labels());
        Bulk.writeFloats(output, embeddings.values());
    }

    @Override
    public Embeddings read(Kryo kryo, Input input, Class<Embeddings> type) {
        return new Embeddings(input.readInt(true), Bulk.readInts(input), Bulk.readFloats(input));
    }
}
