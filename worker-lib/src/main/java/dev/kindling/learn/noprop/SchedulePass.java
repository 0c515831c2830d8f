package dev.kindling.learn.noprop;

import dev.kindling.nn.UpdateRule;

/** A schedule at one time after another, and the way back to its parameters. Owned by one thread. */
public interface SchedulePass {

    /** Begins a step with these parameters. */
    void begin(float[] parameters);

    /** Moves to time t, in [0, 1]. */
    void at(double t);

    /** The signal's share s at that time, in (0, 1). */
    double signal();

    /** The slope of s / (1 - s) by t there, never negative. */
    double ratioSlope();

    /** Adds to the step's gradient what follows from those by this signal and this slope. */
    void backward(double bySignal, double byRatioSlope);

    /** Hands the step's gradient over. */
    void update(float[] parameters, UpdateRule rule);
}
