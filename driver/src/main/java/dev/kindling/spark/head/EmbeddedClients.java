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
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Clients whose examples were embedded once: what is learned or measured on them again and again is learned with {@link Pixels}. Each
 * has the ids, labels and order of its examples; the cache holds 4 bytes a value.
 */
public final class EmbeddedClients implements AutoCloseable {

    private static final int BATCH = 100;

    private final ClientSet clients;
    private final Broadcast<FrozenPart> encoder;
    private final Shape shape;

    private EmbeddedClients(ClientSet clients, Broadcast<FrozenPart> encoder, Shape shape) {
        this.clients = clients;
        this.encoder = encoder;
        this.shape = shape;
    }

    /** Embeds all of them when they are first asked for, and again where a cached partition was lost. */
    public static EmbeddedClients of(JavaSparkContext spark, ClientSet clients, Encoder encoder, Shape input) {
        int dimension = encoder.dimension(input);
        Broadcast<FrozenPart> broadcast = spark.broadcast(new FrozenPart(encoder, new NearestClassMean()));
        Numerics driver = Numerics.here();
        JavaRDD<Client> embedded = clients.rdd()
                .mapPartitions(
                        holders -> {
                            driver.requireSameHere();
                            return embed(holders, broadcast.value().encoder, input);
                        },
                        true)
                .setName("embeddings of " + clients.rdd().name());
        int[] sizes = new int[clients.size()];
        java.util.Arrays.setAll(sizes, clients::examples);
        return new EmbeddedClients(
                new ClientSet(embedded, sizes, clients.partitions()), broadcast, Shape.flat(dimension));
    }

    public ClientSet clients() {
        return clients;
    }

    /** Of an embedding. */
    public Shape shape() {
        return shape;
    }

    private static Iterator<Client> embed(Iterator<Client> holders, Encoder encoder, Shape input) {
        int dimension = encoder.dimension(input);
        Embedder embedder = encoder.open(input, BATCH);
        Batch batch = new Batch(BATCH, input.size());
        float[] embedded = new float[Blas.lengthFor(BATCH, dimension)];
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return holders.hasNext();
            }

            @Override
            public Client next() {
                Client holder = holders.next();
                Examples examples = holder.examples();
                float[] values = new float[Math.multiplyExact(examples.size(), dimension)];
                for (int from = 0; from < examples.size(); from += BATCH) {
                    batch.fill(examples, from, Math.min(from + BATCH, examples.size()));
                    embedder.embed(batch.inputs(), batch.size(), embedded);
                    System.arraycopy(embedded, 0, values, from * dimension, batch.size() * dimension);
                }
                return new Client(
                        holder.id(),
                        new Examples(
                                new FloatFeatures(examples.size(), dimension, values),
                                examples.labels().clone()));
            }
        };
    }

    @Override
    public void close() {
        clients.close();
        encoder.destroy();
    }
}
