package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Batch;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.augment.Augmentation;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reaches a trainer. */
class AugmentedTrainingTest {

    private static final Problem PROBLEM = new Problem(new Shape(1, 3, 3), 2);

    private static FedAvg method(Augmentation augment) {
        return new FedAvg(2, 4, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1, augment);
    }

    /** The inputs of a client's steps in round {@code round}, and the first number that each step could draw. */
    private static Seen seen(Augmentation augment, int round, int id) {
        Seen seen = new Seen();
        float[] values = new float[6 * 9];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        Client client = new Client(id, new Examples(new FloatFeatures(6, 9, values), new int[6]));
        Parameters model = new Parameters(seen.layout(PROBLEM), new float[1]);
        method(augment)
                .training(seen, PROBLEM)
                .open(model, new RoundContext(3, round, 10, 6))
                .train(client);
        return seen;
    }

    @Test
    void everyEpochDrawsAnewAndAStepsOwnNumbersStayAsTheyWere() {
        Augmentation shift = new Augmentation.Images(1, true, 1);
        Seen plain = seen(new Augmentation.None(), 0, 5);
        Seen augmented = seen(shift, 0, 5);
        assertThat(plain.inputs).hasSize(4);
        assertThat(augmented.draws).isEqualTo(plain.draws);
        assertThat(augmented.inputs).isNotEqualTo(plain.inputs);
        assertThat(seen(shift, 0, 5).inputs).isEqualTo(augmented.inputs);
        assertThat(seen(shift, 1, 5).inputs).isNotEqualTo(augmented.inputs);
        assertThat(seen(shift, 0, 6).inputs).isNotEqualTo(augmented.inputs);
        // The middle of a 3x3 image never leaves it by one pixel.
        for (int step = 0; step < 4; step++) {
            List<Float> there = augmented.inputs.get(step);
            List<Float> before = plain.inputs.get(step);
            for (int row = 0; row < before.size() / 9; row++) {
                assertThat(there.subList(9 * row, 9 * row + 9)).contains(before.get(9 * row + 4));
            }
        }
    }

    @Test
    void inputsThatAreNoImagesAreRefusedBeforeTheFirstRound() {
        assertThatThrownBy(() -> method(Augmentation.Images.defaults())
                        .training(SmallFederation.LEARNER, SmallFederation.PROBLEM))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("augment = none");
    }

    /** Learns nothing and remembers what it was given. */
    private static final class Seen implements Learner {

        private static final long serialVersionUID = 1;

        private final transient List<List<Float>> inputs = new ArrayList<>();
        private final transient List<Long> draws = new ArrayList<>();

        @Override
        public Layout layout(Problem problem) {
            Layout.Builder builder = Layout.builder();
            builder.add("nothing", 1);
            return builder.build();
        }

        @Override
        public void initialise(Problem problem, float[] parameters, RandomStream random) {}

        @Override
        public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
            return (parameters, batch, rateFactor, random) -> remember(batch, random);
        }

        private double remember(Batch batch, RandomStream random) {
            List<Float> values = new ArrayList<>();
            for (float value : Arrays.copyOf(batch.inputs(), batch.size() * 9)) {
                values.add(value);
            }
            inputs.add(values);
            draws.add(random.nextLong());
            return 0;
        }

        @Override
        public Classifier classifier(Problem problem, int batchCapacity) {
            throw new UnsupportedOperationException("nothing is learnt");
        }
    }
}
