package dev.kindling.learn.noprop;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.Serializable;

/** The vectors that stand for classes. */
public sealed interface Embedding extends Serializable {

    /** Length of a vector. */
    int dimension(int classes);

    /** Whether the vectors move while the blocks learn, which couples the blocks through them. */
    boolean isLearned();

    /** Writes fresh vectors {@code [classes, dimension]} at {@code offset}. */
    void initialise(float[] table, int offset, int classes, RandomStream random);

    /** Each class an axis of its own; the vectors stay. */
    record OneHot() implements Embedding {

        @Override
        public int dimension(int classes) {
            return classes;
        }

        @Override
        public boolean isLearned() {
            return false;
        }

        @Override
        public void initialise(float[] table, int offset, int classes, RandomStream random) {
            for (int c = 0; c < classes; c++) {
                for (int i = 0; i < classes; i++) {
                    table[offset + c * classes + i] = c == i ? 1 : 0;
                }
            }
        }
    }

    /**
     * Vectors that begin at right angles, of length one, as far as there is room, and move with every loss they stand in.
     *
     * @param dimension length of a vector
     */
    record Learned(int dimension) implements Embedding {

        public Learned {
            UserMistake.requireRange(dimension >= 1, "dimension", "at least 1", dimension);
        }

        @Override
        public int dimension(int classes) {
            return dimension;
        }

        @Override
        public boolean isLearned() {
            return true;
        }

        /** Gaussian vectors, each less its parts along those before it (Gram, Schmidt); from the dimension's-th on, as drawn. */
        @Override
        public void initialise(float[] table, int offset, int classes, RandomStream random) {
            for (int c = 0; c < classes; c++) {
                int row = offset + c * dimension;
                for (int i = 0; i < dimension; i++) {
                    table[row + i] = (float) random.nextGaussian();
                }
                for (int before = offset; before < row && c < dimension; before += dimension) {
                    add(table, before, row, -dot(table, before, row));
                }
                add(table, row, row, 1 / Math.sqrt(dot(table, row, row)) - 1);
            }
        }

        private double dot(float[] table, int one, int other) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                sum += (double) table[one + i] * table[other + i];
            }
            return sum;
        }

        private void add(float[] table, int from, int to, double factor) {
            for (int i = 0; i < dimension; i++) {
                table[to + i] += (float) (factor * table[from + i]);
            }
        }
    }
}
