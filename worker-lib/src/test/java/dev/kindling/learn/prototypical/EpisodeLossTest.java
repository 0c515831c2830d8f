package dev.kindling.learn.prototypical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.network.ConvNet;
import dev.kindling.nn.Adam;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeLossTest {

    @Test
    void theLossOfTwoWaysIsTheOneWorkedByHand() {
        // Prototypes 0 and 2 on a line; queries at 0.5 and 2: squared distances 0.25 and 2.25, 4 and 0.
        EpisodeLoss loss = new EpisodeLoss(4, 1);
        double sum = loss.lossAndDelta(new float[] {0, 0.5f, 2, 2, 0}, 2, 1, 2, new float[5]);
        double expected = Math.log1p(Math.exp(0.25 - 2.25)) + Math.log1p(Math.exp(0 - 4));
        assertThat(sum).isCloseTo(expected, Offset.offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 3", "4, 2, 5", "2, 3, 4"})
    void theGradientIsTheDifferenceQuotient(int ways, int shots, int perClass) {
        int dimension = 4;
        int rows = ways * perClass;
        float[] embeddings = new float[Blas.lengthFor(rows, dimension)];
        RandomStream random = RandomStream.of(2, "episode-loss");
        for (int i = 0; i < rows * dimension; i++) {
            embeddings[i] = (float) random.nextGaussian();
        }
        EpisodeLoss loss = new EpisodeLoss(rows, dimension);
        float[] deltas = new float[embeddings.length];
        loss.lossAndDelta(embeddings, ways, shots, perClass, deltas);
        float[] unused = new float[embeddings.length];
        int queries = ways * (perClass - shots);
        for (int i = 0; i < rows * dimension; i++) {
            float before = embeddings[i];
            embeddings[i] = before + 1e-2f;
            double above = loss.lossAndDelta(embeddings, ways, shots, perClass, unused);
            embeddings[i] = before - 1e-2f;
            double below = loss.lossAndDelta(embeddings, ways, shots, perClass, unused);
            embeddings[i] = before;
            assertThat((double) deltas[i]).isCloseTo((above - below) / 2e-2 / queries, Offset.offset(2e-3));
        }
    }

    @Test
    void stepsOnOneEpisodeLowerItsLoss() {
        Problem problem = new Problem(new Shape(1, 8, 8), 4);
        PrototypicalNetwork learner = new PrototypicalNetwork(new ConvNet(8, 2), 1);
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(4, "episode");
        learner.initialise(problem, parameters, random);
        Batch batch = batch(random, 0, 0, 0, 1, 1, 1, 2, 2, 2);
        Trainer trainer = learner.trainer(problem, 9, Adam.of(0.01).start(parameters.length));
        double first = trainer.step(parameters, batch, 1, random);
        double last = first;
        for (int step = 0; step < 30; step++) {
            last = trainer.step(parameters, batch, 1, random);
        }
        assertThat(last).isLessThan(0.1 * first);
    }

    @Test
    void aBatchThatIsNoEpisodeIsRefusedWithTheCure() {
        Problem problem = new Problem(new Shape(1, 8, 8), 4);
        PrototypicalNetwork learner = new PrototypicalNetwork(new ConvNet(2, 1), 1);
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(4, "episode");
        Trainer trainer = learner.trainer(problem, 9, Adam.of(0.01).start(parameters.length));
        assertThatThrownBy(() -> trainer.step(parameters, batch(random, 0, 0, 1, 2), 1, random))
                .isInstanceOf(UserMistake.class)
                .hasMessage("learner prototypical: expected a batch of two classes or more with as many examples each,"
                        + " more than shots = 1, but its first class has 2 of 4; set algorithm.type = episodes");
        assertThatThrownBy(() -> trainer.step(parameters, batch(random, 0, 1, 2), 1, random))
                .isInstanceOf(UserMistake.class);
    }

    private static Batch batch(RandomStream random, int... labels) {
        float[] values = new float[labels.length * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Batch batch = new Batch(9, 64);
        batch.fill(new Examples(new FloatFeatures(labels.length, 64, values), labels), 0, labels.length);
        return batch;
    }
}
