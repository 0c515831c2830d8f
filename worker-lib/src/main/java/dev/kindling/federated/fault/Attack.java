package dev.kindling.federated.fault;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What an attacker sends in place of what it learned. Loss, examples and weight stay the honest ones: an attack is seen in
 * the parameters alone.
 */
public sealed interface Attack extends Serializable {

    /**
     * Writes the forged parameters.
     *
     * @param origin parameters the honest update is measured from; not to be written to
     * @param trained parameters the client arrived at; not to be written to
     * @param forged as long as these; may be written to
     * @param random the attacker's stream of this round
     * @return the parameters to send, {@code forged} as a rule
     */
    float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random);

    /**
     * The update turned round and scaled: origin - scale x (trained - origin).
     *
     * @param scale times as long as the honest update
     */
    record SignFlip(double scale) implements Attack {

        public SignFlip {
            requireScale(scale);
        }

        @Override
        public float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random) {
            return scaled(-scale, origin, trained, forged);
        }
    }

    /**
     * Gaussian noise in place of the update (Blanchard et al. 2017, section 5), of {@code scale} times the honest update's
     * root mean square: with scale 1 as long as that, in a random direction.
     *
     * @param scale times as long as the honest update
     */
    record ScaledNoise(double scale) implements Attack {

        public ScaledNoise {
            requireScale(scale);
        }

        @Override
        public float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random) {
            double squares = 0;
            for (int i = 0; i < origin.length; i++) {
                double change = (double) trained[i] - origin[i];
                squares += change * change;
            }
            double deviation = scale * Math.sqrt(squares / Math.max(1, origin.length));
            for (int i = 0; i < origin.length; i++) {
                forged[i] = (float) (origin[i] + deviation * random.nextGaussian());
            }
            return forged;
        }
    }

    /** The honest update with NaN in one parameter, drawn anew in every round. */
    record NotANumber() implements Attack {

        @Override
        public float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random) {
            return withOne(Float.NaN, trained, forged, random);
        }
    }

    /** The honest update with an infinity in one parameter, drawn anew in every round. */
    record Infinite() implements Attack {

        @Override
        public float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random) {
            float sign = random.nextInt(2) == 0 ? 1 : -1;
            return withOne(sign * Float.POSITIVE_INFINITY, trained, forged, random);
        }
    }

    /**
     * The honest update times {@code factor}: far beyond the range of a block with the default, within it with a factor of
     * a hundred or so.
     *
     * @param factor times as long as the honest update
     */
    record Huge(double factor) implements Attack {

        public Huge {
            UserMistake.requireRange(
                    factor > 0 && factor < Double.POSITIVE_INFINITY, "factor", "in (0, infinity)", factor);
        }

        @Override
        public float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random) {
            return scaled(factor, origin, trained, forged);
        }
    }

    /** The honest update and one parameter more. */
    record WrongShape() implements Attack {

        @Override
        public float[] forge(float[] origin, float[] trained, float[] forged, RandomStream random) {
            return Arrays.copyOf(trained, trained.length + 1);
        }
    }

    private static void requireScale(double scale) {
        UserMistake.requireRange(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", "in (0, infinity)", scale);
    }

    private static float[] scaled(double factor, float[] origin, float[] trained, float[] forged) {
        for (int i = 0; i < origin.length; i++) {
            forged[i] = (float) (origin[i] + factor * ((double) trained[i] - origin[i]));
        }
        return forged;
    }

    private static float[] withOne(float wrong, float[] trained, float[] forged, RandomStream random) {
        System.arraycopy(trained, 0, forged, 0, trained.length);
        if (forged.length > 0) {
            forged[random.nextInt(forged.length)] = wrong;
        }
        return forged;
    }
}
