package dev.kindling.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.kindling.codec.Safetensors;
import dev.kindling.data.DataSet;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run's model, ready to be used: model.safetensors and model.json, which is all it needs of the folder.
 *
 * @param sha256 of the bytes of model.safetensors
 */
public record TrainedModel(RunConfig config, ModelCard card, Parameters parameters, String sha256) {

    private static final ObjectReader CARD =
            new ObjectMapper().readerFor(ModelCard.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * Reads the model in a run's folder.
     *
     * @param data the data section to use instead of the run's, as HOCON text; null for the run's
     * @param overrides "key=value" each, laid over the run's configuration
     * @throws UserMistake if a file is missing or damaged, or the two do not fit together
     */
    public static TrainedModel load(RunFolder folder, @Nullable String data, List<String> overrides)
            throws IOException {
        String where = folder.file(RunFolder.MODEL_CARD).toString();
        ModelCard card = card(folder.readText(RunFolder.MODEL_CARD), where);
        RunConfig config = new ConfigReader().readAgain(card.config(), where, data, overrides);
        byte[] bytes = folder.readBytes(RunFolder.MODEL);
        String file = folder.file(RunFolder.MODEL).toString();
        Parameters parameters = Safetensors.read(new ByteArrayInputStream(bytes), file)
                .arrangedAs(config.learner().layout(card.problem()), file);
        return new TrainedModel(config, card, parameters, Sha256.of(bytes));
    }

    private static ModelCard card(String json, String where) {
        try {
            return CARD.readValue(json);
        } catch (JsonProcessingException damaged) {
            throw new UserMistake(
                    "damaged model card: expected what a run writes, found \""
                            + damaged.getOriginalMessage().replaceAll("\\s+", " ") + "\", in " + where
                            + "; copy it again or train again",
                    damaged);
        }
    }

    /** The data set to use the model on. */
    public DataSet data() {
        return config.data();
    }

    Learner learner() {
        return config.learner();
    }

    /** Refuses examples that the model cannot take. */
    void requireFits(Problem problem, List<String> classNames, String split) {
        require("input shape of the " + split + " split", card.problem().input(), problem.input());
        require("classes of the " + split + " split", card.problem().classes(), problem.classes());
        // Other names in these places are other classes, or the same in another order.
        for (int label = 0; label < classNames.size(); label++) {
            require(
                    "name of class " + label + " of the " + split + " split",
                    card.classNames().get(label),
                    classNames.get(label));
        }
    }

    private static void require(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw UserMistake.of(
                    what, expected + " as the model was trained on", actual, "the data set", "give data of that kind");
        }
    }
}
