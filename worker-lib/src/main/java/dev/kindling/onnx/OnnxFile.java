package dev.kindling.onnx;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.InferenceGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ONNX model: IR version 8, operations of version 17 of the standard set, float32. The input is {@code [batch, n]} or {@code [batch,
 * channels, height, width]} as the graph has it, outputs are {@code [batch, n]}, and the batch may be of any size. Weights are the model's to
 * the bit, but for running variances ({@link dev.kindling.graph.Operation.BatchNormalisation}); what is computed with them is rounded by
 * whoever runs the file.
 */
public final class OnnxFile {

    /** The input's name. */
    public static final String INPUT = "input";

    /** The name of the output with a score for each class. */
    public static final String SCORES = "scores";

    /** The name of the output with the softmax of the scores. */
    public static final String PROBABILITIES = "probabilities";

    /** The name of the output of an encoder. */
    public static final String EMBEDDING = "embedding";

    private static final int IR_VERSION = 8;
    private static final int OPERATIONS = 17;

    private OnnxFile() {}

    /**
     * Writes one model; does not close the stream. The same arguments always give the same bytes.
     *
     * @param version of Kindling
     * @param metadata what else to keep
     * @throws UserMistake if it would have 2 GiB or more, which Protocol Buffers do not hold
     */
    public static void write(
            InferenceGraph graph, float[] parameters, String version, Map<String, String> metadata, OutputStream out)
            throws IOException {
        ProtobufMessage model = new ProtobufMessage()
                .number(Field.MODEL_IR_VERSION, IR_VERSION)
                .text(Field.MODEL_PRODUCER_NAME, "kindling")
                .text(Field.MODEL_PRODUCER_VERSION, version)
                .message(Field.MODEL_GRAPH, new OnnxGraph(graph, parameters).message())
                .message(
                        Field.MODEL_OPSET_IMPORT,
                        new ProtobufMessage().text(Field.OPSET_DOMAIN, "").number(Field.OPSET_VERSION, OPERATIONS));
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.message(
                        Field.MODEL_METADATA,
                        new ProtobufMessage().text(Field.ENTRY_KEY, key).text(Field.ENTRY_VALUE, value)));
        if (model.bytes() > Integer.MAX_VALUE) {
            throw new UserMistake("an ONNX file holds less than 2 GiB, but this model would make one of "
                    + model.bytes() + " bytes; take --format safetensors");
        }
        model.writeTo(out);
    }
}
