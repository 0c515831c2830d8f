package dev.kindling.spark.dl4j;

import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** A Keras model with its architecture in one HDF5 file, as {@code model.save("model.h5")} writes it. Read on the driver only. */
final class KerasFile {

    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final String ARCHITECTURE = "model_config";

    private KerasFile() {}

    /**
     * The network in it, of Deeplearning4j's layers.
     *
     * @throws UserMistake if it is none, or has layers that Deeplearning4j does not know
     */
    static LayeredNetwork read(byte[] file, String where) throws IOException {
        if (file.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
            throw new UserMistake(where + ": expected a Keras model in HDF5, found another kind of file;"
                    + " write it with model.save(\"model.h5\") (archives named .keras are not read)");
        }
        // The library reads files of the local disk only.
        Path local = Files.createTempFile("keras", ".h5");
        try {
            Files.write(local, file);
            return read(local.toString(), where);
        } catch (UserMistake known) {
            throw known;
        } catch (InvalidKerasConfigurationException
                | UnsupportedKerasConfigurationException
                | IOException
                | RuntimeException unreadable) {
            throw new UserMistake(
                    where + ": no Keras model that Deeplearning4j can read (" + unreadable.getMessage()
                            + "); see its list of Keras layers, or copy the file again",
                    unreadable);
        } finally {
            Files.delete(local);
        }
    }

    private static LayeredNetwork read(String local, String where)
            throws IOException, InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        if (isSequential(local, where)) {
            return new StackedLayers(KerasModelImport.importKerasSequentialModelAndWeights(local, false));
        }
        return new WiredLayers(KerasModelImport.importKerasModelAndWeights(local, false));
    }

    private static boolean isSequential(String local, String where)
            throws IOException, UnsupportedKerasConfigurationException {
        // Else it prints what went wrong by itself, line after line.
        org.bytedeco.hdf5.Exception.dontPrint();
        try (Hdf5Archive archive = new Hdf5Archive(local)) {
            if (!archive.hasAttribute(ARCHITECTURE)) {
                throw new UserMistake(where + ": weights without an architecture (no " + ARCHITECTURE
                        + "); write the whole model with model.save(\"model.h5\")");
            }
            return new ObjectMapper()
                    .readTree(archive.readAttributeAsJson(ARCHITECTURE))
                    .path("class_name")
                    .asText()
                    .equals("Sequential");
        }
    }
}
