package dev.kindling.spark.head;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.encode.Pixels;
import dev.kindling.head.NearestClassMean;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.io.Serializable;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Puts embeddings in the place of examples, 4 bytes a value, with their labels and order. What learns from them learns with {@link Pixels}.
 * Goes along with tasks; the encoder is a broadcast. Examples that are their own embeddings stay as they are.
 */
public final class EmbedClients implements Serializable, AutoCloseable {

    private static final long serialVersionUID = 1;
    private static final int BATCH = 100;

    private final @Nullable Broadcast<FrozenPart> encoder;
    private final Shape input;
    private final Shape output;
    private final Numerics numerics = Numerics.here();

    /** An embedding of examples of this shape. */
    public EmbedClients(JavaSparkContext spark, Encoder encoder, Shape input) {
        boolean plain = encoder instanceof Pixels;
        this.encoder = plain ? null : spark.broadcast(new FrozenPart(encoder, new NearestClassMean()));
        this.input = input;
        this.output = plain ? input : Shape.flat(encoder.dimension(input));
    }

    /** Of an embedding. */
    public Shape output() {
        return output;
    }

    /** Whether examples are their own embeddings. */
    public boolean changesNothing() {
        return encoder == null;
    }

    /** Embeds, in a task; what it returns is used by one thread. */
    public UnaryOperator<Examples> open() {
        if (encoder == null) {
            return examples -> examples;
        }
        numerics.requireSameHere();
        Embedder embedder = encoder.value().encoder.open(input, BATCH);
        Batch batch = new Batch(BATCH, input.size());
        float[] embedded = new float[Blas.lengthFor(BATCH, output.size())];
        return examples -> embed(examples, embedder, batch, embedded);
    }

    private Examples embed(Examples examples, Embedder embedder, Batch batch, float[] embedded) {
        int dimension = output.size();
        float[] values = new float[Math.multiplyExact(examples.size(), dimension)];
        for (int from = 0; from < examples.size(); from += BATCH) {
            batch.fill(examples, from, Math.min(from + BATCH, examples.size()));
            embedder.embed(batch.inputs(), batch.size(), embedded);
            System.arraycopy(embedded, 0, values, from * dimension, batch.size() * dimension);
        }
        return new Examples(
                new FloatFeatures(examples.size(), dimension, values),
                examples.labels().clone());
    }

    /** Clients with embeddings in the place of their examples. */
    public ClientSet of(ClientSet clients) {
        EmbedClients embedding = this;
        JavaRDD<Client> embedded =
                clients.rdd().mapPartitions(holders -> new Embedded(holders, embedding.open()), true);
        int[] sizes = IntStream.range(0, clients.size()).map(clients::examples).toArray();
        return new ClientSet(embedded, sizes, clients.partitions());
    }

    /** Executors forget the encoder; who has lost embeddings fetches it again. */
    public void releaseExecutors() {
        if (encoder != null) {
            encoder.unpersist(false);
        }
    }

    /** One client at a time. */
    private record Embedded(Iterator<Client> holders, UnaryOperator<Examples> put) implements Iterator<Client> {

        @Override
        public boolean hasNext() {
            return holders.hasNext();
        }

        @Override
        public Client next() {
            Client holder = holders.next();
            return new Client(holder.id(), put.apply(holder.examples()));
        }
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.destroy();
        }
    }
}
