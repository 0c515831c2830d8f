package dev.kindling.spark.continual;

import dev.kindling.continual.Uncertainty;
import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.spark.round.Numerics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * How unsure a model is about images that nobody has seen: minus the margin, the largest score minus the second largest of those that are
 * finite (Scheffer, Decomain, Wrobel, IDA 2001), in the scores' own unit; 0, the most unsure, where it knows fewer than two classes. Computed where the images are:
 * the driver gets a number and a score for each.
 */
final class UnseenImages {

    private static final int BATCH = 250;

    private final ScenarioExamples examples;
    private final Numerics numerics = Numerics.here();

    UnseenImages(ScenarioExamples examples) {
        this.examples = examples;
    }

    /** The scores of these images, in one job. */
    Uncertainty ask(Answering model, int[] images) {
        Cells cells = Cells.ofExamples(images, examples.holders());
        int classes = examples.problem().classes();
        int width = examples.problem().input().size();
        Numerics driver = numerics;
        Broadcast<int[]> packed = examples.spark().broadcast(cells.packed());
        try (SeenClients seen = examples.held(cells)) {
            Map<Integer, Double> scores = new TreeMap<>();
            seen.set()
                    .rdd()
                    .mapPartitions(clients -> {
                        driver.requireSameHere();
                        return scores(clients, Cells.unpack(packed.value()), model.open(BATCH), classes, width);
                    })
                    .collect()
                    .forEach(pairs -> {
                        for (int i = 0; i < pairs.length; i += 2) {
                            scores.put((int) pairs[i], Double.longBitsToDouble(pairs[i + 1]));
                        }
                    });
            return (mission, candidates) ->
                    java.util.Arrays.stream(candidates).mapToDouble(scores::get).toArray();
        } finally {
            packed.destroy();
        }
    }

    /** Example and the bits of its score, one pair behind another. */
    private static Iterator<long[]> scores(
            Iterator<Client> clients, Cells cells, Answering.Scores model, int classes, int width) {
        Batch batch = new Batch(BATCH, width);
        float[] scores = new float[BATCH * classes];
        List<long[]> all = new ArrayList<>();
        while (clients.hasNext()) {
            Client client = clients.next();
            Examples held = client.examples();
            long[] pairs = new long[2 * held.size()];
            for (int from = 0; from < held.size(); from += BATCH) {
                batch.fill(held, from, Math.min(from + BATCH, held.size()));
                model.of(batch, scores);
                for (int row = 0; row < batch.size(); row++) {
                    pairs[2 * (from + row)] = cells.id(client.id(), from + row);
                    pairs[2 * (from + row) + 1] = Double.doubleToRawLongBits(-margin(scores, row * classes, classes));
                }
            }
            all.add(pairs);
        }
        return all.iterator();
    }

    private static double margin(float[] scores, int from, int classes) {
        float first = Float.NEGATIVE_INFINITY;
        float second = Float.NEGATIVE_INFINITY;
        for (int c = from; c < from + classes; c++) {
            if (scores[c] > first) {
                second = first;
                first = scores[c];
            } else if (scores[c] > second) {
                second = scores[c];
            }
        }
        return Float.isInfinite(second) ? 0 : (double) first - second;
    }
}
