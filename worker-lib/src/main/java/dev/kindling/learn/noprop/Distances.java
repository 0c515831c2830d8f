package dev.kindling.learn.noprop;

/** Scores of points by their distance from the classes' embeddings. */
final class Distances {

    private Distances() {}

    /** Writes {@code scores[row * classes + c]} = -||z - u_c||² / 2 of points z {@code [rows, dimension]}. */
    static void scores(float[] points, int rows, float[] table, int dimension, float[] scores) {
        int classes = table.length / dimension;
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < classes; c++) {
                double squares = 0;
                for (int i = 0; i < dimension; i++) {
                    double difference = points[row * dimension + i] - table[c * dimension + i];
                    squares += difference * difference;
                }
                scores[row * classes + c] = (float) (-squares / 2);
            }
        }
    }

    /** Adds the gradients by a point and by the embeddings that follow from one row's gradient by the scores: by z it is u_c - z, by u_c it is z - u_c. */
    static void backward(
            float[] points,
            int row,
            float[] table,
            int dimension,
            float[] scoreDeltas,
            float[] pointDeltas,
            float[] tableGradient) {
        int classes = table.length / dimension;
        for (int c = 0; c < classes; c++) {
            float delta = scoreDeltas[row * classes + c];
            for (int i = 0; i < dimension; i++) {
                int at = row * dimension + i;
                float pull = delta * (table[c * dimension + i] - points[at]);
                pointDeltas[at] += pull;
                tableGradient[c * dimension + i] -= pull;
            }
        }
    }
}
