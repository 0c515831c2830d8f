package dev.kindling.onnx;

import dev.kindling.graph.InferenceGraph;
import dev.kindling.graph.Operation;
import dev.kindling.graph.TensorView;
import dev.kindling.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A GraphProto being put together: one node or a few for each operation, an initializer for each tensor. */
final class OnnxGraph {

    static final String BATCH = "batch";

    private final InferenceGraph graph;
    private final float[] parameters;
    private final ProtobufMessage message = new ProtobufMessage();

    OnnxGraph(InferenceGraph graph, float[] parameters) {
        this.graph = graph;
        this.parameters = parameters;
    }

    /** The whole graph; to be called once. */
    ProtobufMessage message() {
        for (int k = 0; k < graph.operations().size(); k++) {
            add(graph.operations().get(k), name(k + 1), graph.shapes().get(k + 1));
        }
        String result = name(graph.operations().size());
        List<String> outputs = new ArrayList<>(List.of(result));
        if (graph.result() == InferenceGraph.Result.SCORES) {
            outputs.add(OnnxFile.PROBABILITIES);
            add(new Node("Softmax", OnnxFile.PROBABILITIES, List.of(result)).with("axis", 1));
        }
        message.text(Field.GRAPH_NAME, "kindling");
        message.message(Field.GRAPH_INPUT, value(OnnxFile.INPUT, inputShape()));
        outputs.forEach(name -> message.message(Field.GRAPH_OUTPUT, value(name, List.of(graph.outputs()))));
        return message;
    }

    private String name(int value) {
        if (value == 0) {
            return OnnxFile.INPUT;
        }
        if (value < graph.operations().size()) {
            return "value" + value;
        }
        return graph.result() == InferenceGraph.Result.SCORES ? OnnxFile.SCORES : OnnxFile.EMBEDDING;
    }

    private List<Integer> inputShape() {
        Shape input = graph.input();
        return graph.isVectors() ? List.of(input.size()) : List.of(input.channels(), input.height(), input.width());
    }

    private void add(Operation operation, String to, Shape shape) {
        String from = name(operation.inputs().get(0));
        // One branch a kind; the interface is sealed, but patterns in switches are not in Java 17.
        if (operation instanceof Operation.Dense dense) {
            add(new Node("Gemm", to, weighted(from, dense.weight(), dense.bias())).with("transB", 1));
        } else if (operation instanceof Operation.Convolution convolution) {
            add(convolution, from, to);
        } else if (operation instanceof Operation.BatchNormalisation norm) {
            add(norm, from, to);
        } else if (operation instanceof Operation.LayerNormalisation norm) {
            add(new Node("LayerNormalization", to, List.of(from, tensor(norm.scale()), tensor(norm.shift())))
                    .with("axis", 1)
                    .with("epsilon", (float) norm.epsilon()));
        } else if (operation instanceof Operation.Rectifier) {
            add(new Node("Relu", to, List.of(from)));
        } else if (operation instanceof Operation.Sigmoid) {
            add(new Node("Sigmoid", to, List.of(from)));
        } else if (operation instanceof Operation.MaximumPool pool) {
            add(pooling("MaxPool", from, to, pool.size(), pool.size()));
        } else if (operation instanceof Operation.CellMeans means) {
            add(means, from, to, graph.shapes().get(means.input()));
        } else if (operation instanceof Operation.Sum sum) {
            add(new Node("Add", to, List.of(from, name(sum.right()))));
        } else if (operation instanceof Operation.Flatten flatten) {
            add(flatten, from, to);
        } else if (operation instanceof Operation.AsMaps) {
            integers(to + ".shape", List.of(-1, shape.channels(), shape.height(), shape.width()));
            add(new Node("Reshape", to, List.of(from, to + ".shape")));
        } else {
            throw new IllegalStateException("no node for " + operation);
        }
    }

    private void add(Operation.Convolution convolution, String from, String to) {
        int padding = convolution.padding();
        add(new Node("Conv", to, weighted(from, convolution.weight(), convolution.bias()))
                .with("kernel_shape", List.of(convolution.kernel(), convolution.kernel()))
                .with("strides", List.of(convolution.stride(), convolution.stride()))
                .with("pads", List.of(padding, padding, padding, padding)));
    }

    private void add(Operation.BatchNormalisation norm, String from, String to) {
        String variance = norm.meanSquare().name();
        floats(variance, norm.meanSquare().shape(), () -> norm.variance(parameters));
        List<String> inputs = List.of(from, tensor(norm.scale()), tensor(norm.shift()), tensor(norm.mean()), variance);
        add(new Node("BatchNormalization", to, inputs).with("epsilon", (float) norm.epsilon()));
    }

    /** Cells of several sizes are two products: R x C', each row of R the share of the rows in one row of cells, C alike. */
    private void add(Operation.CellMeans means, String from, String to, Shape before) {
        if (means.height() > 0 && means.width() > 0) {
            add(pooling("AveragePool", from, to, means.height(), means.width()));
            return;
        }
        int height = before.height();
        int width = before.width();
        int rows = means.rows().size() - 1;
        int columns = means.columns().size() - 1;
        floats(to + ".rows", List.of(rows, height), () -> shares(means.rows(), height, false));
        floats(to + ".columns", List.of(width, columns), () -> shares(means.columns(), width, true));
        add(new Node("MatMul", to + ".by-rows", List.of(to + ".rows", from)));
        add(new Node("MatMul", to, List.of(to + ".by-rows", to + ".columns")));
    }

    private static float[] shares(List<Integer> edges, int length, boolean transposed) {
        int cells = edges.size() - 1;
        float[] shares = new float[cells * length];
        for (int cell = 0; cell < cells; cell++) {
            int from = edges.get(cell);
            int to = edges.get(cell + 1);
            for (int i = from; i < to; i++) {
                shares[transposed ? i * cells + cell : cell * length + i] = 1f / (to - from);
            }
        }
        return shares;
    }

    private void add(Operation.Flatten flatten, String from, String to) {
        String read = from;
        if (flatten.channelsLast()) {
            read = to + ".channels-last";
            add(new Node("Transpose", read, List.of(from)).with("perm", List.of(0, 2, 3, 1)));
        }
        add(new Node("Flatten", to, List.of(read)).with("axis", 1));
    }

    private static Node pooling(String operation, String from, String to, int height, int width) {
        return new Node(operation, to, List.of(from))
                .with("kernel_shape", List.of(height, width))
                .with("strides", List.of(height, width));
    }

    private void add(Node node) {
        message.message(Field.GRAPH_NODE, node.message());
    }

    private List<String> weighted(String from, TensorView weight, @Nullable TensorView bias) {
        return bias == null ? List.of(from, tensor(weight)) : List.of(from, tensor(weight), tensor(bias));
    }

    private String tensor(TensorView view) {
        floats(view.name(), view.shape(), () -> view.read(parameters));
        return view.name();
    }

    private void floats(String name, List<Integer> shape, Supplier<float[]> values) {
        int count = shape.stream().reduce(1, Math::multiplyExact);
        message.message(
                Field.GRAPH_INITIALIZER,
                initializer(name, shape, Field.DATA_TYPE_FLOAT).floats(Field.TENSOR_RAW_DATA, count, values));
    }

    private void integers(String name, List<Integer> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putLong);
        message.message(
                Field.GRAPH_INITIALIZER,
                initializer(name, List.of(values.size()), Field.DATA_TYPE_INT64)
                        .bytes(Field.TENSOR_RAW_DATA, bytes.array()));
    }

    private static ProtobufMessage initializer(String name, List<Integer> shape, int type) {
        ProtobufMessage tensor = new ProtobufMessage();
        shape.forEach(dimension -> tensor.number(Field.TENSOR_DIMS, dimension));
        return tensor.number(Field.TENSOR_DATA_TYPE, type).text(Field.TENSOR_NAME, name);
    }

    /** A ValueInfoProto of float32 whose first dimension may be any. */
    private static ProtobufMessage value(String name, List<Integer> shape) {
        ProtobufMessage dimensions = new ProtobufMessage();
        dimensions.message(Field.SHAPE_DIM, new ProtobufMessage().text(Field.DIM_PARAM, BATCH));
        for (int dimension : shape) {
            dimensions.message(Field.SHAPE_DIM, new ProtobufMessage().number(Field.DIM_VALUE, dimension));
        }
        ProtobufMessage tensor = new ProtobufMessage()
                .number(Field.TENSOR_TYPE_ELEMENT, Field.DATA_TYPE_FLOAT)
                .message(Field.TENSOR_TYPE_SHAPE, dimensions);
        return new ProtobufMessage()
                .text(Field.VALUE_NAME, name)
                .message(Field.VALUE_TYPE, new ProtobufMessage().message(Field.TYPE_TENSOR, tensor));
    }
}
