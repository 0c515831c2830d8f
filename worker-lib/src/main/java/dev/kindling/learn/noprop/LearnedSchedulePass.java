package dev.kindling.learn.noprop;

import dev.kindling.nn.UpdateRule;
import java.util.Arrays;

/**
 * With D = gamma(0) - gamma(1) > 0 and g = (f(t) - f(0)) / (f(1) - f(0)): the ratio's slope is D g' s / (1 - s); by g it is D times itself, by g' itself
 * over g'; s by g is D s (1 - s).
 */
final class LearnedSchedulePass implements SchedulePass {

    private final int offset;
    private final int units;
    private final double start;
    private final double fall;
    private final double[] rates;
    private final double[] shifts;
    private final double[] shares;
    private final double[] sums;
    private final float[] gradient;
    private double time;
    private double first;
    private double span;
    private double reached;
    private double slope;

    LearnedSchedulePass(LearnedSchedule schedule, int offset) {
        this.offset = offset;
        units = schedule.units();
        start = LearnedSchedule.gamma(schedule.least());
        fall = start - LearnedSchedule.gamma(schedule.most());
        rates = new double[units];
        shifts = new double[units];
        shares = new double[units];
        sums = new double[schedule.size()];
        gradient = new float[schedule.size()];
    }

    @Override
    public void begin(float[] parameters) {
        for (int k = 0; k < units; k++) {
            rates[k] = StrictMath.exp(parameters[offset + k]);
            shifts[k] = parameters[offset + units + k];
            shares[k] = StrictMath.exp(parameters[offset + 2 * units + k]);
        }
        Arrays.fill(sums, 0);
        first = value(0);
        span = value(1) - first;
    }

    private double value(double t) {
        double sum = t;
        for (int k = 0; k < units; k++) {
            sum += shares[k] * sigmoid(k, t);
        }
        return sum;
    }

    private double sigmoid(int k, double t) {
        return 1 / (1 + StrictMath.exp(-(rates[k] * t + shifts[k])));
    }

    @Override
    public void at(double t) {
        time = t;
        double sum = 1;
        for (int k = 0; k < units; k++) {
            double sigmoid = sigmoid(k, t);
            sum += shares[k] * rates[k] * sigmoid * (1 - sigmoid);
        }
        reached = (value(t) - first) / span;
        slope = sum / span;
    }

    @Override
    public double signal() {
        return 1 / (1 + StrictMath.exp(start - fall * reached));
    }

    @Override
    public double ratioSlope() {
        double signal = signal();
        return fall * slope * signal / (1 - signal);
    }

    @Override
    public void backward(double bySignal, double byRatioSlope) {
        double signal = signal();
        double ratioSlope = ratioSlope();
        double byReached = fall * (bySignal * signal * (1 - signal) + byRatioSlope * ratioSlope);
        double bySlope = byRatioSlope * ratioSlope / slope;
        double atBoth = bySlope * slope;
        add(time, byReached / span, bySlope / span);
        add(0, (byReached * (reached - 1) + atBoth) / span, 0);
        add(1, -(byReached * reached + atBoth) / span, 0);
    }

    /** Adds to the gradient what follows from those by f(t) and by f'(t). */
    private void add(double t, double byValue, double bySlope) {
        for (int k = 0; k < units; k++) {
            double y = sigmoid(k, t);
            double rise = y * (1 - y);
            double bend = rise * (1 - 2 * y);
            double bySum = shares[k] * (byValue * rise + bySlope * rates[k] * bend);
            sums[k] += rates[k] * (bySum * t + bySlope * shares[k] * rise);
            sums[units + k] += bySum;
            sums[2 * units + k] += shares[k] * (byValue * y + bySlope * rates[k] * rise);
        }
    }

    @Override
    public void update(float[] parameters, UpdateRule rule) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) sums[i];
        }
        rule.vector(parameters, offset, gradient, gradient.length);
    }
}
