package dev.kindling.spark.dl4j;

import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Deeplearning4j's model file: a zip with configuration.json and coefficients.bin, as its ModelSerializer writes it. */
final class ModelZip {

    private static final String CONFIGURATION = "configuration.json";

    private ModelZip() {}

    /**
     * The network in it.
     *
     * @throws UserMistake if it is none, or one that this Deeplearning4j cannot read
     */
    static LayeredNetwork read(byte[] file, String where) {
        try {
            JsonNode configuration = configuration(file);
            if (configuration == null) {
                throw new UserMistake(where + ": expected a Deeplearning4j model, a zip with " + CONFIGURATION
                        + ", found none; give a file that ModelSerializer.writeModel wrote");
            }
            // Only graphs name their inputs.
            return configuration.has("networkInputs")
                    ? new WiredLayers(ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file), false))
                    : new StackedLayers(
                            ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file), false));
        } catch (UserMistake known) {
            throw known;
        } catch (IOException | RuntimeException damaged) {
            throw new UserMistake(
                    where + ": no model that Deeplearning4j can read (" + damaged.getMessage()
                            + "); copy it again, or write it with Deeplearning4j 1.0.0-M2",
                    damaged);
        }
    }

    private static @Nullable JsonNode configuration(byte[] file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(CONFIGURATION)) {
                    return new ObjectMapper().readTree(zip.readAllBytes());
                }
            }
            return null;
        }
    }
}
