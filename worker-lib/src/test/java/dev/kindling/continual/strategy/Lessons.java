package dev.kindling.continual.strategy;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** Small things to learn. */
final class Lessons {

    static final Problem PROBLEM = new Problem(Shape.flat(3), 4);
    static final GradientLearner NETWORK = new Backprop(List.of(5));

    private Lessons() {}

    /** A network with random weights everywhere. */
    static Parameters model(long seed) {
        float[] values = new float[NETWORK.layout(PROBLEM).size()];
        RandomStream random = RandomStream.of(seed, "lesson-model");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 * random.nextGaussian());
        }
        return new Parameters(NETWORK.layout(PROBLEM), values);
    }

    static Examples examples(int count, long seed) {
        RandomStream random = RandomStream.of(seed, "lesson-examples");
        float[] values = new float[count * 3];
        int[] labels = new int[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(4);
        }
        return new Examples(new FloatFeatures(count, 3, values), labels);
    }

    /** Examples with the ids from {@code first} on and the keys that go with them; features are a function of the id. */
    static Memory memory(long first, int count) {
        long[] ids = LongStream.range(first, first + count).toArray();
        float[] values = new float[count * 3];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            values[3 * i] = ids[i];
            labels[i] = (int) (ids[i] % 4);
        }
        return new Reservoir.Uniform(Math.max(1, count))
                .of(new Examples(new FloatFeatures(count, 3, values), labels), ids, 1);
    }

    /** After so many experiences, with this memory. */
    static Lesson lesson(int experiences, Memory memory, int capacity) {
        return new Lesson(NETWORK, PROBLEM, capacity, new Carried(experiences, model(3), null, memory, new float[0]));
    }
}
