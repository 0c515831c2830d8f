package dev.kindling.jobs.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kindling.learn.Problem;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * model.json: what a model file needs beside its numbers to be used.
 *
 * @param formatVersion of this file
 * @param input channels, height, width
 * @param classNames name of each class, in the order of labels
 * @param config the experiment that made the model, as config.json has it
 * @param seed the run's seed
 * @param rounds rounds it was trained for
 */
public record ModelCard(
        @JsonProperty("format-version") int formatVersion,
        List<Integer> input,
        List<String> classNames,
        String config,
        long seed,
        int rounds) {

    static final int FORMAT_VERSION = 1;
    private static final int DIMENSIONS = 3;

    public ModelCard {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("format version " + formatVersion + " instead of " + FORMAT_VERSION);
        }
        if (input.size() != DIMENSIONS || classNames.size() < 2) {
            throw new IllegalArgumentException("input " + input + " and " + classNames.size() + " classes");
        }
        input = List.copyOf(input);
        classNames = List.copyOf(classNames);
        Objects.requireNonNull(config, "config");
        // Checks the dimensions.
        Objects.requireNonNull(problem(input, classNames));
    }

    /** A card of a model that was just made. */
    public static ModelCard of(Problem problem, List<String> classNames, String config, long seed, int rounds) {
        Shape shape = problem.input();
        return new ModelCard(
                FORMAT_VERSION,
                List.of(shape.channels(), shape.height(), shape.width()),
                classNames,
                config,
                seed,
                rounds);
    }

    /** What the model was made for. */
    public Problem problem() {
        return problem(input, classNames);
    }

    private static Problem problem(List<Integer> input, List<String> classNames) {
        return new Problem(new Shape(input.get(0), input.get(1), input.get(2)), classNames.size());
    }
}
