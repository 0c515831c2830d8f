package dev.kindling.jobs.bench;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.shard.ClientSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Clients of random pictures in ten classes, 28 x 28 unless said otherwise, made where they are needed. */
final class SyntheticClients {

    static final int WIDTH = 784;
    static final int CLASSES = 10;

    private SyntheticClients() {}

    static ClientSet of(JavaSparkContext spark, int clients, int examples, int partitions) {
        return of(spark, clients, examples, WIDTH, partitions);
    }

    /** Pictures of {@code width} pixels, a multiple of 8. */
    static ClientSet of(JavaSparkContext spark, int clients, int examples, int width, int partitions) {
        List<Integer> indexes = IntStream.range(0, partitions).boxed().toList();
        JavaRDD<Client> rdd = spark.parallelize(indexes, partitions).mapPartitions(index -> {
            int first = index.next();
            return IntStream.iterate(first, id -> id < clients, id -> id + partitions)
                    .mapToObj(id -> client(id, examples, width))
                    .iterator();
        });
        int[] sizes = new int[clients];
        Arrays.fill(sizes, examples);
        return new ClientSet(rdd, sizes, partitions);
    }

    private static Client client(int id, int examples, int width) {
        RandomStream random = RandomStream.of(1, "synthetic-client", id);
        byte[] pixels = new byte[examples * width];
        int[] labels = new int[examples];
        for (int row = 0; row < examples; row++) {
            labels[row] = random.nextInt(CLASSES);
            for (int i = 0; i + 8 <= width; i += 8) {
                long word = random.nextLong();
                for (int b = 0; b < 8; b++) {
                    // Every tenth stripe is bright in the class of the same number, so that there is something to
                    // learn.
                    int bright = i / 8 % CLASSES == labels[row] ? 120 : 0;
                    pixels[row * width + i + b] = (byte) (bright + ((word >>> (8 * b)) & 0x7F));
                }
            }
        }
        return new Client(id, new Examples(new PixelFeatures(examples, width, pixels), labels));
    }
}
