package dev.kindling.jobs.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.run.ModelCard;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelExportTest {

    private static final String CONFIG =
            """
            {"rounds": 1, "clients": 1, "data": "glyphs", "learner": "forward-forward", "algorithm": "fedavg"}
            """;

    @Test
    void aLearnerWithoutSuchAFormIsRefusedInALineThatNamesThoseThatHaveOne() {
        RunConfig config = new ConfigReader().readAgain(CONFIG, "test", null, List.of());
        Problem problem = new Problem(Shape.flat(4), 2);
        ModelCard card = ModelCard.of(problem, List.of("a", "b"), CONFIG, 1, 1);
        Parameters none = new Parameters(Layout.builder().build(), new float[0]);
        TrainedModel model = new TrainedModel(config, card, none, "");

        assertThatThrownBy(() -> new ModelExport(model))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "learner: expected one whose models other tools can run: backprop, prototypical,"
                                + " network-backprop, local-loss, prototype-contrast, found forward-forward, in the run;");
    }
}
