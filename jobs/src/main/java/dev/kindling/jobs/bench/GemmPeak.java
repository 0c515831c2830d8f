package dev.kindling.jobs.bench;

import dev.kindling.tensor.Blas;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** What the matrix product alone reaches on all of Spark's cores at once: the yardstick of the other figures. */
public final class GemmPeak implements Benchmark {

    private static final int ROWS = 1000;
    private static final int WIDTH = 2000;
    private static final int REPETITIONS = 7;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        double[] gigaflops = new double[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            gigaflops[i] = once(spark);
        }
        return List.of(Figure.highest(
                "sgemm 1000x2000x2000 on " + spark.defaultParallelism() + " cores", "GFLOP/s", gigaflops));
    }

    /** One product on every core at once, in GFLOP/s of all together. */
    public static double once(JavaSparkContext spark) {
        int cores = spark.defaultParallelism();
        List<Integer> tasks = IntStream.range(0, cores).boxed().toList();
        return spark.parallelize(tasks, cores).map(GemmPeak::onThisCore).reduce(Double::sum);
    }

    private static double onThisCore(int task) {
        float[] a = new float[ROWS * WIDTH];
        float[] b = new float[WIDTH * WIDTH];
        float[] c = new float[ROWS * WIDTH];
        java.util.Arrays.fill(a, 0.5f);
        java.util.Arrays.fill(b, 0.25f);
        Blas.multiply(ROWS, WIDTH, WIDTH, 1, a, 0, b, 0, 0, c, 0);
        int products = 5;
        long start = System.nanoTime();
        for (int i = 0; i < products; i++) {
            Blas.multiply(ROWS, WIDTH, WIDTH, 1, a, 0, b, 0, 0, c, 0);
        }
        return 2.0 * ROWS * WIDTH * WIDTH * products / (System.nanoTime() - start);
    }
}
