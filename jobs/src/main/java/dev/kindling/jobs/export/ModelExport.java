package dev.kindling.jobs.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.PyTorchTensors;
import dev.kindling.jobs.config.LearnerNames;
import dev.kindling.jobs.run.BuildFacts;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.learn.GraphLearner;
import dev.kindling.onnx.OnnxFile;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.dl4j.ExportedNetwork;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A run's model on its way into a file of another tool's. */
public final class ModelExport {

    private final TrainedModel model;
    private final InferenceGraph graph;

    /**
     * Prepares an export.
     *
     * @throws UserMistake if the model's learner has no form that other tools know
     */
    public ModelExport(TrainedModel model) {
        if (!(model.learner() instanceof GraphLearner learner)) {
            throw UserMistake.of(
                    "learner",
                    "one whose models other tools can run: " + String.join(", ", LearnerNames.exportable()),
                    LearnerNames.nameOf(model.learner()),
                    "the run",
                    "export another run, or read its model.safetensors, which holds the tensors as they are");
        }
        this.model = model;
        this.graph = learner.graph(model.card().problem());
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param force whether a file of that name may be replaced
     * @throws UserMistake if there is one already, or the format cannot hold the model
     */
    public AtomicFiles.Written write(ExportFormat format, Configuration hadoop, Path target, boolean force)
            throws IOException {
        if (format == ExportFormat.DL4J) {
            Dl4jJar.require("--format dl4j");
        }
        FileSystem files = target.getFileSystem(hadoop);
        if (files.exists(target) && (!force || files.getFileStatus(target).isDirectory())) {
            throw new UserMistake("--out: " + target + " exists; give another name"
                    + (force ? ", this one is a folder's" : ", or --force to replace it"));
        }
        return AtomicFiles.writeDigested(hadoop, target, out -> write(format, out));
    }

    private void write(ExportFormat format, OutputStream out) throws IOException {
        float[] parameters = model.parameters().values();
        switch (format) {
            case ONNX -> OnnxFile.write(graph, parameters, new BuildFacts().version(), metadata(), out);
            case DL4J -> ExportedNetwork.write(graph, parameters, out);
            case SAFETENSORS -> {
                Map<String, String> metadata = metadata();
                metadata.put("format", "pt");
                metadata.put("kindling.version", new BuildFacts().version());
                Safetensors.write(PyTorchTensors.of(graph, parameters), metadata, out);
            }
        }
    }

    private Map<String, String> metadata() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("kindling.model.sha256", model.sha256());
        metadata.put("kindling.learner", LearnerNames.nameOf(model.learner()));
        metadata.put("kindling.classes", json.writeValueAsString(model.card().classNames()));
        metadata.put("kindling.input", json.writeValueAsString(model.card().input()));
        metadata.put("kindling.output", graph.result().name().toLowerCase(Locale.ROOT));
        return metadata;
    }
}
