package dev.kindling.learn.noprop;

import java.io.Serializable;

/** How the signal's share grows in continuous time, t in [0, 1]; away from 0 and 1, so that the signal-to-noise ratio stays finite. */
public sealed interface TimeSchedule extends Serializable permits FixedSchedule, LearnedSchedule {

    /** Parameters of its own. */
    int size();

    /** Writes them fresh; nothing is drawn. */
    void initialise(float[] parameters, int offset);

    /** For one thread, with its parameters at {@code offset}. */
    SchedulePass open(int offset);
}
