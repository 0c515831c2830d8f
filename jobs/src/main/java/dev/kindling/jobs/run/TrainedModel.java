package dev.kindling.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.kindling.codec.Safetensors;
import dev.kindling.data.DataSet;
import dev.kindling.evaluation.Measure;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import java.io.IOException;
import java.security.DigestInputStream;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A run's model, ready to be used: model.safetensors and model.json, which is all it needs of the folder.
 *
 * @param sha256 of the bytes of model.safetensors
 */
public record TrainedModel(RunConfig config, ModelCard card, Parameters parameters, String sha256) {

    private static final int MOST_CARD_BYTES = 1 << 26;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader CARD = JSON.readerFor(ModelCard.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
        ModelCard card = card(cardText(folder, where), where);
        RunConfig config = new ConfigReader().readAgain(card.config(), where, data, overrides);
        String file = folder.file(RunFolder.MODEL).toString();
        try (DigestInputStream in =
                new DigestInputStream(folder.open(RunFolder.MODEL), DigestUtils.getSha256Digest())) {
            Parameters parameters = Safetensors.read(in, folder.length(RunFolder.MODEL), file)
                    .arrangedAs(config.learner().layout(card.problem()), file);
            String sha256 = Hex.encodeHexString(in.getMessageDigest().digest());
            return new TrainedModel(config, card, parameters, sha256);
        }
    }

    private static String cardText(RunFolder folder, String where) throws IOException {
        String text = folder.readText(RunFolder.MODEL_CARD, MOST_CARD_BYTES);
        JsonNode version = tree(text, where).path("format-version");
        // First of all: another version may have other keys.
        if (version.isInt() && version.intValue() != ModelCard.FORMAT_VERSION) {
            throw UserMistake.of(
                    "model card format version",
                    ModelCard.FORMAT_VERSION,
                    version.intValue(),
                    where,
                    "use the model with the Kindling that wrote it");
        }
        return text;
    }

    private static JsonNode tree(String json, String where) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException damaged) {
            throw damaged(damaged, where);
        }
    }

    private static ModelCard card(String json, String where) {
        try {
            ModelCard card = CARD.readValue(json);
            if (card == null) {
                throw MismatchedInputException.from(null, ModelCard.class, "null");
            }
            return card;
        } catch (JsonProcessingException damaged) {
            throw damaged(damaged, where);
        }
    }

    private static UserMistake damaged(JsonProcessingException cause, String where) {
        return new UserMistake(
                "damaged model card: expected what a run writes, found \""
                        + cause.getOriginalMessage().replaceAll("\\s+", " ") + "\", in " + where
                        + "; copy it again or train again",
                cause);
    }

    /** The data set to use the model on. */
    public DataSet data() {
        return config.data();
    }

    public Learner learner() {
        return config.learner();
    }

    /** Refuses examples that the model cannot take. */
    void requireFits(Problem problem, List<String> classNames, String split) {
        require("input shape of the " + split + " split", card.problem().input(), problem.input());
        if (config.measure() instanceof Measure.EpisodeAccuracy) {
            // An encoder takes classes that it was not trained on.
            return;
        }
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
