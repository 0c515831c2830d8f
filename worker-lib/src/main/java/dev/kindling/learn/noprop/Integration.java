package dev.kindling.learn.noprop;

/** Follows dy = v dc from the first to the last point of a clock c. Owns its buffers. */
final class Integration {

    /** The velocities of all values, valid until the next call. */
    @FunctionalInterface
    interface Flow {
        float[] at(int point, float[] states);
    }

    private final Integrator integrator;
    private final float[] guess;

    Integration(Integrator integrator, int values) {
        this.integrator = integrator;
        this.guess = new float[values];
    }

    /**
     * Moves the first {@code values} states.
     *
     * @param clock its points, one more than there are steps
     */
    void run(double[] clock, float[] states, int values, Flow flow) {
        for (int point = 1; point < clock.length; point++) {
            float step = (float) (clock[point] - clock[point - 1]);
            float[] velocities = flow.at(point - 1, states);
            if (integrator == Integrator.EULER) {
                move(states, velocities, step, values);
                continue;
            }
            // Half a step along this velocity, then the other half along that at the end of a whole one.
            for (int i = 0; i < values; i++) {
                guess[i] = states[i] + step * velocities[i];
            }
            move(states, velocities, step / 2, values);
            move(states, flow.at(point, guess), step / 2, values);
        }
    }

    private static void move(float[] states, float[] velocities, float step, int values) {
        for (int i = 0; i < values; i++) {
            states[i] += step * velocities[i];
        }
    }
}
