package dev.kindling.evaluation;

import dev.kindling.data.EpisodeSampler;
import dev.kindling.evaluation.Measure.EpisodeAccuracy;
import dev.kindling.random.RandomStream;

/** Examines episodes of embedded examples, one after another. Sums run as double in a fixed order. Used by one thread. */
public final class EpisodeExam {

    private final EpisodeAccuracy settings;
    private final Embeddings embeddings;
    private final EpisodeSampler sampler;
    private final double[] prototypes;

    public EpisodeExam(EpisodeAccuracy settings, Embeddings embeddings) {
        this.settings = settings;
        this.embeddings = embeddings;
        this.sampler = new EpisodeSampler(
                "the split", embeddings.labels(), settings.ways(), settings.shots() + settings.queries());
        this.prototypes = new double[settings.ways() * embeddings.dimension()];
    }

    /** How many queries of an episode lie nearest to their own class' prototype, by Euclidean distance. */
    public int right(long seed, int episode) {
        int[] rows = sampler.draw(RandomStream.of(seed, "episode-exam", episode));
        int perClass = settings.shots() + settings.queries();
        for (int way = 0; way < settings.ways(); way++) {
            average(rows, way, way * perClass);
        }
        int right = 0;
        for (int way = 0; way < settings.ways(); way++) {
            for (int i = settings.shots(); i < perClass; i++) {
                if (nearest(rows[way * perClass + i]) == way) {
                    right++;
                }
            }
        }
        return right;
    }

    private void average(int[] rows, int way, int from) {
        int dimension = embeddings.dimension();
        for (int d = 0; d < dimension; d++) {
            double sum = 0;
            for (int i = 0; i < settings.shots(); i++) {
                sum += embeddings.values()[rows[from + i] * dimension + d];
            }
            prototypes[way * dimension + d] = sum / settings.shots();
        }
    }

    /** The first of equals. */
    private int nearest(int row) {
        int dimension = embeddings.dimension();
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int way = 0; way < settings.ways(); way++) {
            double square = 0;
            for (int d = 0; d < dimension; d++) {
                double difference = embeddings.values()[row * dimension + d] - prototypes[way * dimension + d];
                square += difference * difference;
            }
            if (square < least) {
                least = square;
                best = way;
            }
        }
        return best;
    }
}
