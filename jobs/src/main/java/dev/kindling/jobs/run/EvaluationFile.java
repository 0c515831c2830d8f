package dev.kindling.jobs.run;

import dev.kindling.data.PixelFeatures;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.evaluation.WrongExample;
import dev.kindling.metric.AccuracySpread;
import dev.kindling.metric.Confusion;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * evaluation.json: what a report shows of the last model.
 *
 * @param classNames name of each class
 * @param confusion examples by true class (outer) and predicted class (inner)
 * @param clientAccuracyHistogram clients by accuracy on their own examples, in bins of equal width over [0, 1]
 * @param wrong some test examples that came out wrong
 * @param layers accuracy of each part of the model that can predict by itself; empty where none can, or in the file of an earlier version
 */
record EvaluationFile(
        List<String> classNames,
        List<List<Long>> confusion,
        List<Long> clientAccuracyHistogram,
        List<Wrong> wrong,
        Map<String, Double> layers) {

    EvaluationFile {
        layers = Objects.requireNonNullElse(layers, Map.of());
    }

    /** An example with its input as base64 of its uint8 pixels, null where it is no picture. */
    record Wrong(int label, int predicted, List<Integer> shape, @Nullable String pixels) {}

    static EvaluationFile of(
            Scorecard test, AccuracySpread own, ClientSource.Census census, Map<String, Double> layers) {
        List<Long> histogram = new ArrayList<>();
        for (long count : own.counts()) {
            histogram.add(count);
        }
        Shape shape = census.problem().input();
        List<Wrong> wrong =
                test.wrong().stream().map(example -> wrong(example, shape)).toList();
        return new EvaluationFile(census.classNames(), rows(test.confusion()), histogram, wrong, layers);
    }

    /** The counts by true class (outer) and predicted class (inner). */
    static List<List<Long>> rows(Confusion confusion) {
        List<List<Long>> rows = new ArrayList<>();
        for (int t = 0; t < confusion.classes(); t++) {
            List<Long> row = new ArrayList<>();
            for (int p = 0; p < confusion.classes(); p++) {
                row.add(confusion.count(t, p));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Wrong wrong(WrongExample example, Shape shape) {
        String pixels = example.example().features() instanceof PixelFeatures features
                ? Base64.getEncoder().encodeToString(features.bytes())
                : null;
        return new Wrong(
                example.example().label(0),
                example.predicted(),
                List.of(shape.channels(), shape.height(), shape.width()),
                pixels);
    }
}
