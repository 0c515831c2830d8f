package dev.kindling.learn.closedform;

import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import java.util.List;

/** What one reduce sums and what is solved from it. */
public interface Stage {

    /** The sums, one for each regression. */
    List<MomentsFormat> formats();

    /** What computes the features that are summed, for batches of at most {@code capacity} examples. */
    Features open(int capacity);

    /**
     * Solves, and writes the solution to its place in the parameters.
     *
     * @param sums in the order of {@link #formats}
     * @return the squared error of the regressions, summed over examples and targets
     * @throws dev.kindling.fault.UserMistake if there is no example or a matrix is singular
     */
    double solve(List<Moments> sums, float[] parameters);

    /** Owns its buffers; used by one thread. */
    @FunctionalInterface
    interface Features {

        /**
         * Features of inputs {@code [rows, input]}: one array {@code [rows, width]} for each regression, valid until the next
         * call. A row gets the same bits whatever batch it stands in.
         */
        List<float[]> of(float[] parameters, float[] inputs, int rows);
    }
}
