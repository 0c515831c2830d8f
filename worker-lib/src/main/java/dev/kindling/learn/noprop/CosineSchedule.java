package dev.kindling.learn.noprop;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;

/**
 * How much of the label's embedding is left at each step from noise to label: z_t ~ N(sqrt(s_t) u, 1 - s_t) with the signal share
 * s_t, the paper's abar_t, least + (most - least) sin²(pi/2 t/T). It grows with t = 0..T and keeps away from 0 and 1, so that the
 * signal-to-noise ratio s / (1 - s) stays finite and the first block sees more than noise.
 *
 * @param least share at t = 0, in (0, most)
 * @param most share at t = T, in (least, 1)
 */
public record CosineSchedule(double least, double most) implements Serializable {

    public CosineSchedule {
        requireShares(least, most);
    }

    /** What the ends of every schedule may be. */
    static void requireShares(double least, double most) {
        UserMistake.requireRange(most > 0 && most < 1, "most", "in (0, 1)", most);
        UserMistake.requireRange(least > 0 && least < most, "least", "in (0, most = " + most + ")", least);
    }

    /** From 0.01 to 0.99. */
    public static CosineSchedule defaults() {
        return new CosineSchedule(0.01, 0.99);
    }

    double signal(int t, int blocks) {
        double sine = StrictMath.sin(Math.PI / 2 * t / blocks);
        return least + (most - least) * sine * sine;
    }

    /** s_t / (1 - s_t). */
    double ratio(int t, int blocks) {
        double signal = signal(t, blocks);
        return signal / (1 - signal);
    }

    /** The step from z_(t-1) to z_t, t = 1..T. */
    Step step(int t, int blocks) {
        double before = signal(t - 1, blocks);
        double behind = signal(t, blocks);
        // The paper's alpha_(t-1): what one step of noise leaves of the signal.
        double kept = before / behind;
        return new Step(
                Math.sqrt(behind) * (1 - kept) / (1 - before),
                Math.sqrt(kept) * (1 - behind) / (1 - before),
                (1 - behind) * (1 - kept) / (1 - before));
    }

    /**
     * z_t = ofEmbedding u + ofState z_(t-1) + N(0, variance): the posterior of z_t given its successor and u.
     *
     * @param ofEmbedding the paper's a_t
     * @param ofState b_t
     * @param variance c_t
     */
    record Step(double ofEmbedding, double ofState, double variance) {}
}
