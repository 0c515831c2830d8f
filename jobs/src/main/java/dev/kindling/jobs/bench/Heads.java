package dev.kindling.jobs.bench;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsAccumulator;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.NearestClassMean;
import dev.kindling.head.ScoringRule;
import dev.kindling.head.Slda;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.ExactProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Exact heads over 1,000,000 embeddings of 64 values and 1,000 classes that lie in memory, on one thread and on two. Beside each figure,
 * in turns with it, what binds it: reading that much memory, or the matrix product. Ratios are of the best of all repetitions.
 */
final class Heads implements Benchmark {

    private static final int ROWS = 1_000_000;
    private static final int WIDTH = 64;
    private static final int CLASSES = 1000;
    private static final int BATCH = 500;
    private static final int REPETITIONS = 7;
    private static final int[] THREADS = {1, 2};
    private static final int SQUARE = 1000;
    private static final double GRAM_FLOPS = (double) ROWS * WIDTH * (WIDTH + 1);
    private static final double MATRIX_FLOPS = (double) ROWS * WIDTH * WIDTH;
    private static final double SCORE_FLOPS = 2.0 * ROWS * WIDTH * CLASSES;

    private final float[][] embeddings = new float[ROWS / BATCH][];
    private final int[][] labels = new int[ROWS / BATCH][];
    /** As many bytes as the embeddings. */
    private final long[][] memory = new long[ROWS / BATCH][];

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        // What is drawn must not outlive this benchmark, as the registered instance does.
        return new Heads().figures();
    }

    private List<Figure> figures() {
        draw();
        List<Figure> figures = new ArrayList<>();
        for (int threads : THREADS) {
            measure(threads, figures);
        }
        return figures;
    }

    private void draw() {
        for (int batch = 0; batch < embeddings.length; batch++) {
            RandomStream random = RandomStream.of(1, "heads", batch);
            float[] values = new float[Blas.lengthFor(BATCH, WIDTH)];
            for (int i = 0; i < BATCH * WIDTH; i++) {
                // The sum of four uniform numbers: near enough to normal, and drawn fast.
                long bits = random.nextLong();
                values[i] =
                        ((short) bits + (short) (bits >> 16) + (short) (bits >> 32) + (short) (bits >> 48)) * 0x1p-15f;
            }
            embeddings[batch] = values;
            labels[batch] = new int[BATCH];
            memory[batch] = new long[BATCH * WIDTH / 2];
            java.util.Arrays.setAll(memory[batch], i -> random.nextLong());
            for (int i = 0; i < BATCH; i++) {
                labels[batch][i] = random.nextInt(CLASSES);
            }
        }
    }

    private void measure(int threads, List<Figure> figures) {
        String where = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
        Seconds read = new Seconds(task -> read(task, threads));
        Seconds sums = new Seconds(task -> accumulate(new NearestClassMean(), task, threads));
        Seconds dgemm = new Seconds(task -> dgemm());
        Seconds gram = new Seconds(task -> accumulate(Slda.defaults(), task, threads));
        Seconds sgemm = new Seconds(task -> sgemm());
        ScoringRule rule = rule();
        Seconds scores = new Seconds(task -> score(rule, task, threads));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                for (Seconds each : List.of(read, sums, dgemm, gram, sgemm, scores)) {
                    each.run(pool, threads);
                }
            }
        } finally {
            pool.shutdown();
        }
        double bytes = (double) ROWS * WIDTH * Float.BYTES / 1e9;
        double square = 2.0 * SQUARE * SQUARE * SQUARE * threads / 1e9;
        figures.add(read.rate("memory read" + where, "GB/s", bytes));
        figures.add(sums.rate("class sums" + where, "GB/s", bytes));
        figures.add(ratio("class sums of memory read", sums.rate("", "", bytes), read.rate("", "", bytes)));
        figures.add(dgemm.rate("dgemm 1000x1000x1000" + where, "GFLOP/s", square));
        figures.add(gram.rate("class sums and second moments" + where, "GFLOP/s", GRAM_FLOPS / 1e9));
        Figure peak = dgemm.rate("", "", square);
        figures.add(ratio("second moments of dgemm", gram.rate("", "", GRAM_FLOPS / 1e9), peak));
        // dgemm would make both triangles.
        figures.add(ratio("the same, of dgemm for the whole matrix", gram.rate("", "", 2 * MATRIX_FLOPS / 1e9), peak));
        figures.add(sgemm.rate("sgemm 1000x1000x1000" + where, "GFLOP/s", square));
        figures.add(scores.rate("scores" + where, "GFLOP/s", SCORE_FLOPS / 1e9));
        figures.add(ratio("scores of sgemm", scores.rate("", "", SCORE_FLOPS / 1e9), sgemm.rate("", "", square)));
    }

    private static Figure ratio(String name, Figure figure, Figure of) {
        return new Figure(
                "  " + name, "%", 100 * figure.best() / of.best(), 100 * figure.median() / of.median(), figure.runs());
    }

    /** Seconds of a piece of work on several threads at once, in all repetitions but the first. */
    private static final class Seconds {

        private final IntToDoubleFunction work;
        private final List<Double> measured = new ArrayList<>();
        private boolean warm;

        Seconds(IntToDoubleFunction work) {
            this.work = work;
        }

        void run(ExecutorService pool, int threads) {
            List<Callable<Double>> tasks = IntStream.range(0, threads)
                    .<Callable<Double>>mapToObj(task -> () -> work.applyAsDouble(task))
                    .toList();
            long start = System.nanoTime();
            try {
                for (Future<Double> done : pool.invokeAll(tasks)) {
                    if (Double.isNaN(done.get())) {
                        throw new IllegalStateException("a benchmark computed NaN");
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
            if (warm) {
                measured.add((System.nanoTime() - start) / 1e9);
            }
            warm = true;
        }

        Figure rate(String name, String unit, double amount) {
            return Figure.highest(
                    name,
                    unit,
                    measured.stream().mapToDouble(seconds -> amount / seconds).toArray());
        }
    }

    /** Sums of whole numbers, whose vector code is bound by memory alone. */
    private double read(int task, int threads) {
        long sum = 0;
        for (int piece = task; piece < memory.length; piece += threads) {
            sum += sum(memory[piece]);
        }
        return sum;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    private double accumulate(Head head, int task, int threads) {
        MomentsFormat format = head.format(CLASSES, WIDTH, Grid.DEFAULT);
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(moments);
        for (int batch = task; batch < embeddings.length; batch += threads) {
            accumulator.add(embeddings[batch], BATCH, labels[batch]);
        }
        accumulator.flush();
        if (moments.examples() != (long) ROWS / threads) {
            throw new IllegalStateException("summed " + moments.examples() + " embeddings of " + ROWS / threads);
        }
        return moments.words()[format.words() - 1];
    }

    private ScoringRule rule() {
        Head head = new NearestClassMean();
        MomentsFormat format = head.format(CLASSES, WIDTH, Grid.DEFAULT);
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(moments);
        for (int batch = 0; batch < embeddings.length; batch++) {
            accumulator.add(embeddings[batch], BATCH, labels[batch]);
        }
        accumulator.flush();
        return head.solve(moments);
    }

    private double score(ScoringRule rule, int task, int threads) {
        ScoringRule.Scorer scorer = rule.open(BATCH);
        float[] scores = new float[BATCH * CLASSES];
        double last = 0;
        for (int batch = task; batch < embeddings.length; batch += threads) {
            scorer.score(embeddings[batch], BATCH, scores);
            last += scores[CLASSES];
        }
        return last;
    }

    private static double dgemm() {
        double[] a = new double[SQUARE * SQUARE];
        double[] c = new double[SQUARE * SQUARE];
        java.util.Arrays.fill(a, 0.5);
        ExactProducts.multiply(SQUARE, SQUARE, SQUARE, a, a, c);
        return c[1];
    }

    private static double sgemm() {
        float[] a = new float[SQUARE * SQUARE];
        float[] c = new float[SQUARE * SQUARE];
        java.util.Arrays.fill(a, 0.5f);
        Blas.multiply(SQUARE, SQUARE, SQUARE, 1, a, 0, a, 0, 0, c, 0);
        return c[1];
    }
}
