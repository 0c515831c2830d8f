package dev.kindling.jobs.run;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.PyTorchTensors;
import dev.kindling.jobs.config.LearnerNames;
import dev.kindling.jobs.config.StartSource;
import dev.kindling.jobs.config.StartSource.TensorLayout;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.dl4j.ImportedWeights;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.storage.PlainFiles;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/** What a run begins with, read but not yet put into its model. */
final class StartingWeights {

    /** Puts tensors into a fresh model, or takes their place. */
    @FunctionalInterface
    private interface Fit {
        Parameters over(Learner learner, Problem problem, Parameters fresh);
    }

    private final String sha256;
    private final Fit fit;

    private StartingWeights(String sha256, Fit fit) {
        this.sha256 = sha256;
        this.fit = fit;
    }

    /**
     * Reads the file that a configuration names.
     *
     * @throws UserMistake if there is none or it cannot be read
     */
    static StartingWeights read(StartSource source, Configuration hadoop) throws IOException {
        if (source instanceof StartSource.Fresh) {
            return new StartingWeights("", (learner, problem, fresh) -> fresh);
        }
        if (source instanceof StartSource.OtherRun other) {
            return safetensors(
                    new RunFolder(hadoop, other.run()).file(RunFolder.MODEL).toString(), TensorLayout.KINDLING, hadoop);
        }
        if (source instanceof StartSource.SafetensorsFile given) {
            return safetensors(given.file(), given.layout(), hadoop);
        }
        if (source instanceof StartSource.Dl4jFile given) {
            Dl4jJar.require("start = dl4j");
            byte[] file = bytes(given.file(), hadoop);
            ImportedWeights weights = ImportedWeights.ofDeeplearning4j(file, given.file());
            return new StartingWeights(Sha256.of(file), layers(weights));
        }
        StartSource.KerasFile given = (StartSource.KerasFile) source;
        Dl4jJar.require("start = keras");
        byte[] file = bytes(given.file(), hadoop);
        return new StartingWeights(Sha256.of(file), layers(ImportedWeights.ofKeras(file, given.file())));
    }

    private static StartingWeights safetensors(String path, TensorLayout layout, Configuration hadoop)
            throws IOException {
        byte[] file = bytes(path, hadoop);
        Safetensors.Contents contents = Safetensors.read(new ByteArrayInputStream(file), file.length, path);
        if (layout == TensorLayout.PYTORCH) {
            return new StartingWeights(Sha256.of(file), (learner, problem, fresh) -> {
                PyTorchTensors.into(contents.parameters(), graph(learner, problem), fresh.values(), path);
                return fresh;
            });
        }
        if ("pt".equals(contents.metadata().get("format"))) {
            // Square weights would fit the wrong way round.
            throw UserMistake.of(
                    "start.layout",
                    "pytorch for a file whose metadata says format = pt",
                    "kindling",
                    path,
                    "set start.layout = pytorch");
        }
        return new StartingWeights(
                Sha256.of(file), (learner, problem, fresh) -> contents.arrangedAs(fresh.layout(), path));
    }

    private static Fit layers(ImportedWeights weights) {
        return (learner, problem, fresh) -> {
            weights.into(graph(learner, problem), fresh.values());
            return fresh;
        };
    }

    private static InferenceGraph graph(Learner learner, Problem problem) {
        if (learner instanceof GraphLearner known) {
            return known.graph(problem);
        }
        throw new UserMistake("start: expected a learner among " + String.join(", ", LearnerNames.exportable())
                + " for weights of other tools, found " + LearnerNames.nameOf(learner)
                + "; take start.type = run, or safetensors with layout = kindling");
    }

    private static byte[] bytes(String file, Configuration hadoop) throws IOException {
        try (InputStream in = new HadoopStorage(PlainFiles.configuration(hadoop), "").open(file)) {
            return in.readAllBytes();
        } catch (FileNotFoundException missing) {
            throw new UserMistake("start: no model file " + file + "; give one that is there", missing);
        }
    }

    /** Of the file's bytes, in hexadecimal; empty for fresh parameters. */
    String sha256() {
        return sha256;
    }

    /**
     * The model that a run begins with.
     *
     * @param fresh may be changed
     * @throws UserMistake that names the first tensor that does not fit
     */
    Parameters over(Learner learner, Problem problem, Parameters fresh) {
        return fit.over(learner, problem, fresh);
    }
}
