package dev.kindling.learn.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.HandMade;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The learner that docs/adding-a-learner.md adds. */
class RandomFeaturesTest {

    @Test
    void theDocumentShowsThisCode() throws IOException {
        String code = Files.readString(Path.of("src/test/java/dev/kindling/learn/example/RandomFeatures.java"));

        assertThat(Path.of("../docs/adding-a-learner.md")).content().contains("```java\n" + code + "```");
    }

    @Test
    void exclusiveOrIsLearnedByTheOutputLayerAlone() {
        Examples xor = HandMade.examples(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, 0, 1, 1, 0);
        Problem problem = new Problem(Shape.flat(2), 2);
        RandomFeatures learner = new RandomFeatures(32);
        Layout layout = learner.layout(problem);
        float[] parameters = new float[layout.size()];
        RandomStream random = RandomStream.of(1, "exclusive or");
        learner.initialise(problem, parameters, random);
        float[] start = parameters.clone();
        Batch batch = HandMade.batch(xor);
        Trainer trainer = learner.trainer(problem, 4, Sgd.of(0.5).start(parameters.length));
        double loss = 0;
        for (int step = 0; step < 500; step++) {
            loss = trainer.step(parameters, batch, 1, random);
        }

        assertThat(loss).isLessThan(0.1);
        float[] scores = new float[8];
        learner.classifier(problem, 4).scores(parameters, batch, scores);
        for (int row = 0; row < 4; row++) {
            assertThat(scores[2 * row + 1] > scores[2 * row] ? 1 : 0).isEqualTo(xor.label(row));
        }
        int trained = layout.tensor("output.weight").offset();
        assertThat(java.util.Arrays.copyOf(parameters, trained)).isEqualTo(java.util.Arrays.copyOf(start, trained));
    }
}
