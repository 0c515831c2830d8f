package dev.kindling.learn.noprop;

import dev.kindling.nn.UpdateRule;

/** s = least + (most - least) sin²(pi/2 t), s' = (most - least) pi/2 sin(pi t). */
final class FixedSchedulePass implements SchedulePass {

    private final FixedSchedule schedule;
    private double signal;
    private double ratioSlope;

    FixedSchedulePass(FixedSchedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public void begin(float[] parameters) {
        // Learns nothing.
    }

    @Override
    public void at(double t) {
        double span = schedule.most() - schedule.least();
        double sine = StrictMath.sin(Math.PI / 2 * t);
        double cosine = StrictMath.cos(Math.PI / 2 * t);
        signal = schedule.least() + span * sine * sine;
        ratioSlope = span * Math.PI * sine * cosine / ((1 - signal) * (1 - signal));
    }

    @Override
    public double signal() {
        return signal;
    }

    @Override
    public double ratioSlope() {
        return ratioSlope;
    }

    @Override
    public void backward(double bySignal, double byRatioSlope) {
        // Learns nothing.
    }

    @Override
    public void update(float[] parameters, UpdateRule rule) {
        // Learns nothing.
    }
}
