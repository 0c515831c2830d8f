package dev.kindling.spark.continual;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.evaluation.Examination;
import dev.kindling.evaluation.Shortlist;
import dev.kindling.evaluation.ShortlistedExample;
import dev.kindling.evaluation.WrongExample;
import dev.kindling.head.ScoringRule;
import dev.kindling.merge.Merge;
import dev.kindling.spark.head.SolvedHead;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Finds the mistakes that a head is surest of, and among the examples learnt from the nearest of the class it chose and of the true
 * one. The few examples that are found come to the driver, and no others.
 */
final class WrongNeighbours {

    private static final int BATCH = 256;

    private final JavaSparkContext spark;
    private final int classes;
    private final int width;
    private final int most;
    private final Numerics numerics = Numerics.here();

    /**
     * @param classes of the head
     * @param width values in an embedding
     * @param most how many mistakes to find at most
     */
    WrongNeighbours(JavaSparkContext spark, int classes, int width, int most) {
        this.spark = spark;
        this.classes = classes;
        this.width = width;
        this.most = most;
    }

    /**
     * Those whose wrong class outscored the true one by most; examples of classes that the head has not seen are not asked.
     *
     * @param test as it is shown, and {@code testEmbedded} made of it partition by partition
     * @param train likewise, the examples learnt from
     */
    List<WrongNeighbour> find(
            Broadcast<SolvedHead> head,
            ClientSet test,
            ClientSet testEmbedded,
            ClientSet train,
            ClientSet trainEmbedded) {
        List<ShortlistedExample> asked = wrong(head, both(test, testEmbedded)).of(0);
        Shortlist nearest = nearest(asked, both(train, trainEmbedded));
        List<WrongNeighbour> found = new ArrayList<>();
        for (int question = 0; question < asked.size(); question++) {
            List<ShortlistedExample> predicted = nearest.of(2 * question);
            List<ShortlistedExample> own = nearest.of(2 * question + 1);
            if (!predicted.isEmpty() && !own.isEmpty()) {
                found.add(new WrongNeighbour(
                        asked.get(question).shown(),
                        asked.get(question).predicted(),
                        predicted.get(0).shown(),
                        Math.sqrt(predicted.get(0).order()),
                        own.get(0).shown(),
                        Math.sqrt(own.get(0).order())));
            }
        }
        return found;
    }

    /** Holders beside their embeddings. */
    private static JavaRDD<Tuple2<Client, Client>> both(ClientSet shown, ClientSet embedded) {
        return shown.rdd()
                .zipPartitions(
                        embedded.rdd(), (shownHolders, embeddedHolders) -> new Pairs(shownHolders, embeddedHolders));
    }

    private Shortlist wrong(Broadcast<SolvedHead> head, JavaRDD<Tuple2<Client, Client>> holders) {
        Numerics driver = numerics;
        int all = classes;
        int values = width;
        int limit = most;
        return ExactReduce.onDriver(
                holders,
                pairs -> {
                    driver.requireSameHere();
                    return List.of(new Mistakes(head.value(), all, values, limit).among(pairs))
                            .iterator();
                },
                new ShortlistMerge(1, most));
    }

    private Shortlist nearest(List<ShortlistedExample> questions, JavaRDD<Tuple2<Client, Client>> holders) {
        Shortlist asked = new Shortlist(1, Math.max(1, questions.size()));
        questions.forEach(question -> asked.add(0, question));
        Broadcast<Shortlist> broadcast = spark.broadcast(asked);
        try {
            int count = 2 * questions.size();
            return ExactReduce.onDriver(
                    holders,
                    pairs -> List.of(nearest(broadcast.value().of(0), pairs)).iterator(),
                    new ShortlistMerge(count, 1));
        } finally {
            broadcast.destroy();
        }
    }

    private static Shortlist nearest(List<ShortlistedExample> questions, Iterator<Tuple2<Client, Client>> holders) {
        Shortlist found = new Shortlist(2 * questions.size(), 1);
        List<float[]> asked =
                questions.stream().map(question -> row(question.embedded(), 0)).toList();
        while (holders.hasNext()) {
            Tuple2<Client, Client> holder = holders.next();
            Examples embedded = holder._2().examples();
            for (int row = 0; row < embedded.size(); row++) {
                int label = embedded.label(row);
                float[] here = row(embedded, row);
                for (int question = 0; question < asked.size(); question++) {
                    if (label == questions.get(question).predicted()) {
                        offer(found, 2 * question, squaredDistance(asked.get(question), here), holder, row);
                    } else if (label == questions.get(question).label()) {
                        offer(found, 2 * question + 1, squaredDistance(asked.get(question), here), holder, row);
                    }
                }
            }
        }
        return found;
    }

    private static float[] row(Examples examples, int row) {
        float[] values = new float[examples.features().width()];
        examples.features().copyRow(row, values, 0);
        return values;
    }

    private static void offer(Shortlist found, int question, double distance, Tuple2<Client, Client> holder, int row) {
        long position = WrongExample.position(holder._1().id(), row);
        if (found.wants(question, distance, position)) {
            int[] one = {row};
            Examples shown = holder._1().examples().select(one);
            Examples embedded = holder._2().examples().select(one);
            found.add(question, new ShortlistedExample(distance, position, shown, embedded, shown.label(0)));
        }
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** One task's search for wrong answers. */
    private static final class Mistakes {

        private final ScoringRule.Scorer scorer;
        private final Batch batch;
        private final float[] scores;
        private final int classes;
        private final Shortlist wrong;

        Mistakes(SolvedHead head, int classes, int width, int most) {
            this.scorer = head.open(BATCH);
            this.batch = new Batch(BATCH, width);
            this.scores = new float[BATCH * classes];
            this.classes = classes;
            this.wrong = new Shortlist(1, most);
        }

        Shortlist among(Iterator<Tuple2<Client, Client>> holders) {
            while (holders.hasNext()) {
                Tuple2<Client, Client> holder = holders.next();
                Examples embedded = holder._2().examples();
                for (int from = 0; from < embedded.size(); from += BATCH) {
                    batch.fill(embedded, from, Math.min(from + BATCH, embedded.size()));
                    scorer.score(batch.inputs(), batch.size(), scores);
                    for (int row = 0; row < batch.size(); row++) {
                        consider(holder, from + row, row);
                    }
                }
            }
            return wrong;
        }

        private void consider(Tuple2<Client, Client> holder, int place, int row) {
            int label = batch.label(row);
            int predicted = Examination.argmax(scores, row * classes, classes);
            // A class that was not seen scores negative infinity.
            if (predicted == label || scores[row * classes + label] == Float.NEGATIVE_INFINITY) {
                return;
            }
            double margin = (double) scores[row * classes + label] - scores[row * classes + predicted];
            long position = WrongExample.position(holder._1().id(), place);
            if (!Double.isNaN(margin) && wrong.wants(0, margin, position)) {
                int[] one = {place};
                Examples shown = holder._1().examples().select(one);
                Examples embedded = holder._2().examples().select(one);
                wrong.add(0, new ShortlistedExample(margin, position, shown, embedded, predicted));
            }
        }
    }

    /** Two iterators of the same holders as one. */
    private record Pairs(Iterator<Client> shown, Iterator<Client> embedded)
            implements Iterator<Tuple2<Client, Client>> {

        @Override
        public boolean hasNext() {
            return shown.hasNext();
        }

        @Override
        public Tuple2<Client, Client> next() {
            return new Tuple2<>(shown.next(), embedded.next());
        }
    }

    private record ShortlistMerge(int questions, int most) implements Merge<Shortlist> {

        @Override
        public Shortlist zero() {
            return new Shortlist(questions, most);
        }

        @Override
        public Shortlist merge(Shortlist into, Shortlist from) {
            into.add(from);
            return into;
        }
    }
}
