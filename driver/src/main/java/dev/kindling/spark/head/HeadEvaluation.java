package dev.kindling.spark.head;

import dev.kindling.continual.ClassRecall;
import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.evaluation.Examination;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.FeatureMap;
import dev.kindling.head.Head;
import dev.kindling.head.ScoringRule;
import dev.kindling.merge.Merge;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.round.Numerics;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures what a head made of its moments on embedded examples, class by class. Counts, so exact for any partitioning. */
public final class HeadEvaluation {

    private static final int BATCH = 256;

    private final JavaSparkContext spark;
    private final Head head;
    private final Grid grid;
    private final EmbeddedClients holders;
    private final int classes;
    private final Numerics numerics = Numerics.here();

    public HeadEvaluation(JavaSparkContext spark, Head head, Grid grid, EmbeddedClients holders, int classes) {
        this.spark = spark;
        this.head = head;
        this.grid = grid;
        this.holders = holders;
        this.classes = classes;
    }

    /** Right answers of each class that the rule has seen; an example of any other class is not asked. */
    public ClassRecall run(ScoringRule rule) {
        int width = holders.shape().size();
        Broadcast<Asked> asked = spark.broadcast(new Asked(head, rule, grid, width));
        try {
            Numerics driver = numerics;
            int most = classes;
            long[] counts = ExactReduce.onDriver(
                    holders.clients()
                            .rdd()
                            .coalesce(Math.min(holders.clients().partitions(), spark.defaultParallelism())),
                    clients -> {
                        driver.requireSameHere();
                        return examine(clients, asked.value(), most);
                    },
                    new CountsMerge(most));
            return new ClassRecall(Arrays.copyOf(counts, most), Arrays.copyOfRange(counts, most, 2 * most));
        } finally {
            asked.destroy();
        }
    }

    private static Iterator<long[]> examine(Iterator<Client> holders, Asked asked, int classes) {
        FeatureMap features = asked.features(BATCH);
        ScoringRule.Scorer scorer = asked.rule.open(BATCH);
        Batch batch = new Batch(BATCH, asked.width);
        float[] scores = new float[BATCH * classes];
        long[] counts = new long[2 * classes];
        while (holders.hasNext()) {
            Examples examples = holders.next().examples();
            for (int from = 0; from < examples.size(); from += BATCH) {
                batch.fill(examples, from, Math.min(from + BATCH, examples.size()));
                scorer.score(features.map(batch.inputs(), batch.size()), batch.size(), scores);
                count(batch, scores, classes, asked.rule, counts);
            }
        }
        return List.of(counts).iterator();
    }

    private static void count(Batch batch, float[] scores, int classes, ScoringRule rule, long[] counts) {
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row);
            if (rule.seen(label)) {
                counts[classes + label]++;
                if (Examination.argmax(scores, row * classes, classes) == label) {
                    counts[label]++;
                }
            }
        }
    }

    /** What is broadcast; it travels as Java objects. */
    public static final class Asked implements Serializable {

        private static final long serialVersionUID = 1;

        private final Head head;
        private final ScoringRule rule;
        private final Grid grid;
        private final int width;

        Asked(Head head, ScoringRule rule, Grid grid, int width) {
            this.head = head;
            this.rule = rule;
            this.grid = grid;
            this.width = width;
        }

        FeatureMap features(int capacity) {
            return head.features(width, grid, capacity);
        }

        ScoringRule rule() {
            return rule;
        }

        int width() {
            return width;
        }
    }

    /** Right answers of each class, then examples of each. */
    private record CountsMerge(int classes) implements Merge<long[]> {

        @Override
        public long[] zero() {
            return new long[2 * classes];
        }

        @Override
        public long[] merge(long[] into, long[] from) {
            for (int i = 0; i < into.length; i++) {
                into[i] += from[i];
            }
            return into;
        }
    }
}
