package dev.kindling.learn.prototypical;

import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/**
 * The loss of one episode (Snell, Swersky, Zemel 2017, algorithm 1): the mean over its queries of -log softmax(-|z - m|²),
 * over the prototypes m, the mean of each class' support. Rows lie class by class, the support of a class before its
 * queries. Owns its buffers; used by one thread.
 */
final class EpisodeLoss {

    private final int dimension;
    private final float[] queries;
    private final float[] prototypes;
    private final float[] halfSquares;
    private final float[] logits;
    private final float[] probabilities;
    private final float[] queryDeltas;
    private final float[] prototypeDeltas;

    /** Room for episodes of {@code capacity} rows and {@code dimension} values a row. */
    EpisodeLoss(int capacity, int dimension) {
        this.dimension = dimension;
        queries = new float[Blas.lengthFor(capacity, dimension)];
        prototypes = new float[Blas.lengthFor(capacity, dimension)];
        halfSquares = new float[capacity];
        // At most: half of the rows are classes and half are queries.
        int half = capacity / 2 + 1;
        logits = new float[Blas.lengthFor(half, half)];
        probabilities = new float[logits.length];
        queryDeltas = new float[queries.length];
        prototypeDeltas = new float[prototypes.length];
    }

    /**
     * Writes the gradient by the embeddings and returns the summed loss of the queries.
     *
     * @param embeddings {@code [ways x (shots + queries), dimension]}
     * @param deltas gets the gradient of the mean loss, of the same shape
     */
    double lossAndDelta(float[] embeddings, int ways, int shots, int perClass, float[] deltas) {
        int asked = ways * (perClass - shots);
        split(embeddings, ways, shots, perClass);
        score(ways, asked);
        double loss = softmax(ways, perClass - shots);
        differentiate(ways, asked);
        for (int c = 0; c < ways; c++) {
            join(c, shots, perClass, deltas);
        }
        return loss;
    }

    private void split(float[] embeddings, int ways, int shots, int perClass) {
        Arrays.fill(prototypes, 0, ways * dimension, 0);
        int query = 0;
        for (int c = 0; c < ways; c++) {
            for (int i = 0; i < perClass; i++) {
                int row = (c * perClass + i) * dimension;
                if (i >= shots) {
                    System.arraycopy(embeddings, row, queries, query++ * dimension, dimension);
                } else {
                    for (int d = 0; d < dimension; d++) {
                        prototypes[c * dimension + d] += embeddings[row + d] / shots;
                    }
                }
            }
        }
    }

    /** -|z - m|² is 2 z m - |m|² but for what is the same for all classes. */
    private void score(int ways, int asked) {
        for (int c = 0; c < ways; c++) {
            float square = 0;
            for (int d = 0; d < dimension; d++) {
                float value = prototypes[c * dimension + d];
                square += value * value;
            }
            halfSquares[c] = square;
        }
        Blas.multiplyTransposedRight(asked, ways, dimension, 2, queries, 0, prototypes, 0, 0, logits, 0);
        for (int i = 0; i < asked * ways; i++) {
            logits[i] -= halfSquares[i % ways];
        }
    }

    /** Leaves the gradient by the logits in {@code probabilities}. */
    private double softmax(int ways, int queriesOfClass) {
        double loss = 0;
        int asked = ways * queriesOfClass;
        for (int query = 0; query < asked; query++) {
            int label = query / queriesOfClass;
            int from = query * ways;
            loss += SoftmaxCrossEntropy.softmaxRow(logits, from, ways, probabilities) - logits[from + label];
            probabilities[from + label] -= 1f;
            for (int c = from; c < from + ways; c++) {
                probabilities[c] /= asked;
            }
        }
        return loss;
    }

    /** With G the gradient by the logits, whose rows add up to 0: by a query 2 G m, by a prototype 2 (G' z - m sum G). */
    private void differentiate(int ways, int asked) {
        Blas.multiply(asked, dimension, ways, 2, probabilities, 0, prototypes, 0, 0, queryDeltas, 0);
        Blas.multiplyTransposedLeft(ways, dimension, asked, 2, probabilities, 0, queries, 0, 0, prototypeDeltas, 0);
        Blas.columnSums(asked, ways, probabilities, halfSquares);
        for (int c = 0; c < ways; c++) {
            for (int d = 0; d < dimension; d++) {
                prototypeDeltas[c * dimension + d] -= 2 * halfSquares[c] * prototypes[c * dimension + d];
            }
        }
    }

    private void join(int c, int shots, int perClass, float[] deltas) {
        for (int i = 0; i < perClass; i++) {
            int row = (c * perClass + i) * dimension;
            if (i >= shots) {
                int query = c * (perClass - shots) + i - shots;
                System.arraycopy(queryDeltas, query * dimension, deltas, row, dimension);
            } else {
                for (int d = 0; d < dimension; d++) {
                    deltas[row + d] = prototypeDeltas[c * dimension + d] / shots;
                }
            }
        }
    }
}
