package dev.kindling.learn.noprop;

import dev.kindling.fault.UserMistake;

/**
 * A schedule that learns with the network (NoProp-CT; Kingma et al. 2021, "Variational diffusion models", appendix H): s = sigmoid(-gamma),
 * gamma falls from log((1 - least) / least) at t = 0 to log((1 - most) / most) at t = 1 as 1 - g(t), g being f(t) = t + sum over k of v_k
 * sigmoid(w_k t + b_k), brought to 0 at t = 0 and to 1 at t = 1. v_k and w_k are exponentials of parameters, so f grows whatever is
 * learned, and so it does for a mean of models. The ends, which the paper learns too, stay.
 *
 * @param least share at t = 0, in (0, most)
 * @param most share at t = 1, in (least, 1)
 * @param units sigmoids
 */
public record LearnedSchedule(double least, double most, int units) implements TimeSchedule {

    private static final double STEEPNESS = 10;

    public LearnedSchedule {
        CosineSchedule.requireShares(least, most);
        UserMistake.requireRange(units >= 1, "units", "at least 1", units);
    }

    /** From 0.01 to 0.99 by 16 sigmoids. */
    public static LearnedSchedule defaults() {
        return new LearnedSchedule(0.01, 0.99, 16);
    }

    /** Logarithms of w, then b, then logarithms of v. */
    @Override
    public int size() {
        return Math.multiplyExact(3, units);
    }

    /** Equal sigmoids, their middles evenly over [0, 1], which is nearly a straight line. */
    @Override
    public void initialise(float[] parameters, int offset) {
        for (int k = 0; k < units; k++) {
            parameters[offset + k] = (float) StrictMath.log(STEEPNESS);
            parameters[offset + units + k] = (float) (-STEEPNESS * (k + 0.5) / units);
            parameters[offset + 2 * units + k] = (float) -StrictMath.log(units);
        }
    }

    @Override
    public SchedulePass open(int offset) {
        return new LearnedSchedulePass(this, offset);
    }

    /** Gamma at a signal's share. */
    static double gamma(double signal) {
        return StrictMath.log((1 - signal) / signal);
    }
}
