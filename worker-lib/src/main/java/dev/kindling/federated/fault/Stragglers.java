package dev.kindling.federated.fault;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.Serializable;

/** How long clients take, in simulated time, and how long the server waits. */
public sealed interface Stragglers extends Serializable {

    /** Whether a client that trains on so many examples, counted once an epoch, reports after the deadline. */
    boolean late(long seed, int client, long examples);

    /** The server waits for everybody. */
    record NoDeadline() implements Stragglers {

        @Override
        public boolean late(long seed, int client, long examples) {
            return false;
        }
    }

    /**
     * A client trains on {@code speed} x e^(sigma z) examples a simulated second, z a standard normal number drawn once a
     * client: the median client is as fast as {@code speed}, and one in six slower than speed / e^sigma. Time to send is not
     * simulated.
     *
     * @param seconds simulated seconds from the round's start to the deadline; a client that takes just as long is in time
     * @param speed examples a simulated second of the median client
     * @param sigma spread of the logarithm of speed; 0 for clients that are all alike
     */
    record Deadline(double seconds, double speed, double sigma) implements Stragglers {

        private static final double LARGEST_SIGMA = 10;

        public Deadline {
            UserMistake.requireRange(
                    seconds > 0 && seconds < Double.POSITIVE_INFINITY, "seconds", "in (0, infinity)", seconds);
            UserMistake.requireRange(speed > 0 && speed < Double.POSITIVE_INFINITY, "speed", "in (0, infinity)", speed);
            UserMistake.requireRange(sigma >= 0 && sigma <= LARGEST_SIGMA, "sigma", "in [0, 10]", sigma);
        }

        /** Simulated seconds that a client takes. */
        double secondsOf(long seed, int client, long examples) {
            double z = RandomStream.of(seed, "client-speed", client).nextGaussian();
            return examples / (speed * StrictMath.exp(sigma * z));
        }

        @Override
        public boolean late(long seed, int client, long examples) {
            return secondsOf(seed, client, examples) > seconds;
        }
    }
}
