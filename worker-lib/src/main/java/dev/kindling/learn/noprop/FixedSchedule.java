package dev.kindling.learn.noprop;

/**
 * The cosine of {@link CosineSchedule} in continuous time, s = least + (most - least) sin²(pi/2 t). Nothing of it learns.
 *
 * @param least share at t = 0, in (0, most)
 * @param most share at t = 1, in (least, 1)
 */
public record FixedSchedule(double least, double most) implements TimeSchedule {

    public FixedSchedule {
        CosineSchedule.requireShares(least, most);
    }

    /** From 0.01 to 0.99. */
    public static FixedSchedule defaults() {
        return new FixedSchedule(0.01, 0.99);
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public void initialise(float[] parameters, int offset) {
        // Learns nothing.
    }

    @Override
    public SchedulePass open(int offset) {
        return new FixedSchedulePass(this);
    }
}
