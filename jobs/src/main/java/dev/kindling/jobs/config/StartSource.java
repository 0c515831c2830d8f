package dev.kindling.jobs.config;

import dev.kindling.fault.UserMistake;

/** What a run's model begins with. */
public sealed interface StartSource {

    /** Fresh parameters, a function of the run's seed. */
    record Fresh() implements StartSource {}

    /**
     * The model of another run whose learner has the same tensors.
     *
     * @param run that run's folder
     */
    record OtherRun(String run) implements StartSource {

        public OtherRun {
            if (run.isBlank()) {
                throw new UserMistake("run must name the folder of a run but was empty");
            }
        }
    }

    /**
     * Tensors by name.
     *
     * @param file safetensors
     * @param layout whose names and shapes they have
     */
    record SafetensorsFile(String file, TensorLayout layout) implements StartSource {

        public SafetensorsFile {
            requireFile(file);
        }
    }

    /**
     * What the layers of a Deeplearning4j model learnt, in their order.
     *
     * @param file a zip that ModelSerializer wrote
     */
    record Dl4jFile(String file) implements StartSource {

        public Dl4jFile {
            requireFile(file);
        }
    }

    /**
     * What the layers of a Keras model learnt, in their order.
     *
     * @param file HDF5 with the architecture in it
     */
    record KerasFile(String file) implements StartSource {

        public KerasFile {
            requireFile(file);
        }
    }

    /** Whose names and shapes a file's tensors have. */
    enum TensorLayout {
        /** Those of model.safetensors in a run's folder: all of the model's. */
        KINDLING,
        /** Those that {@code kindling export --format safetensors} writes: the tensors of what the model computes. */
        PYTORCH
    }

    private static void requireFile(String file) {
        if (file.isBlank()) {
            throw new UserMistake("file must name a model file but was empty");
        }
    }
}
