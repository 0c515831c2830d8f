package dev.kindling.graph;

import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts operations one behind another. Names of tensors are those of the layout, with the last part as PyTorch has it. */
public final class GraphBuilder {

    private final Shape input;
    private final Layout layout;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    /**
     * Begins with an input.
     *
     * @param layout of the models that the graph shall serve
     */
    public GraphBuilder(Shape input, Layout layout) {
        this.input = input;
        this.layout = layout;
        shapes.add(input);
    }

    /** The graph's input in the order of data sets; one row of one channel is a vector. */
    public Value input() {
        return new Value(0, input, isVectors(input), false);
    }

    private static boolean isVectors(Shape shape) {
        return shape.channels() == 1 && shape.height() == 1;
    }

    /** A dense layer; maps are flattened before it. */
    public Value dense(Value before, Dense dense) {
        int in = dense.in();
        int out = dense.out();
        Shape read = before.shape();
        int channels = read.channels();
        int offset = dense.weightOffset();
        String weight = name(offset, "weight");
        List<Integer> shape = List.of(out, in);
        TensorView view = before.isReordered()
                ? new TensorView(
                        weight,
                        shape,
                        offset,
                        List.of(out, channels, read.height(), read.width()),
                        List.of(1, out, read.width() * channels * out, channels * out))
                : new TensorView(weight, shape, offset, List.of(1, out));
        TensorView bias = dense.biasOffset() == Dense.NO_BIAS ? null : vector(dense.biasOffset(), "bias", out);
        int flat = before.isVectors() ? before.number() : flattened(before, false);
        return new Value(
                add(new Operation.Dense(flat, view, bias), new Shape(out, 1, 1)), new Shape(out, 1, 1), true, false);
    }

    /**
     * A convolution whose weights lie {@code [kernel, kernel, in, out]} row-major.
     *
     * @param bias offset of the biases, negative for none
     */
    public Value convolution(Value before, Shape output, int kernel, int stride, int padding, int weight, int bias) {
        Value maps = maps(before);
        int in = maps.shape().channels();
        int out = output.channels();
        TensorView view = new TensorView(
                name(weight, "weight"),
                List.of(out, in, kernel, kernel),
                weight,
                List.of(1, out, kernel * in * out, in * out));
        TensorView biases = bias < 0 ? null : vector(bias, "bias", out);
        return next(maps, new Operation.Convolution(maps.number(), view, biases, stride, padding), output);
    }

    /** A batch normalisation whose four tensors lie at these offsets. */
    public Value batchNormalisation(Value before, int scale, int shift, int mean, int meanSquare, double epsilon) {
        int channels = before.shape().channels();
        Operation operation = new Operation.BatchNormalisation(
                before.number(),
                vector(scale, "weight", channels),
                vector(shift, "bias", channels),
                vector(mean, "running_mean", channels),
                vector(meanSquare, "running_var", channels),
                epsilon);
        return next(before, operation, before.shape());
    }

    /** A layer normalisation whose scales and shifts, one a value, lie at these offsets. */
    public Value layerNormalisation(Value before, int scale, int shift, double epsilon) {
        Operation operation = new Operation.LayerNormalisation(
                before.number(), likeExample(before, scale, "weight"), likeExample(before, shift, "bias"), epsilon);
        return next(before, operation, before.shape());
    }

    private TensorView likeExample(Value value, int offset, String last) {
        Shape shape = value.shape();
        if (value.isVectors()) {
            return vector(offset, last, shape.size());
        }
        int channels = shape.channels();
        int width = shape.width();
        return new TensorView(
                name(offset, last),
                List.of(channels, shape.height(), width),
                offset,
                value.channelsLast()
                        ? List.of(1, width * channels, channels)
                        : List.of(shape.height() * width, width, 1));
    }

    public Value activation(Value before, Activation activation) {
        return switch (activation) {
            case RELU -> rectifier(before);
            case SIGMOID -> next(before, new Operation.Sigmoid(before.number()), before.shape());
        };
    }

    public Value rectifier(Value before) {
        return next(before, new Operation.Rectifier(before.number()), before.shape());
    }

    public Value maximumPool(Value before, int size, Shape output) {
        Value maps = maps(before);
        return next(maps, new Operation.MaximumPool(maps.number(), size), output);
    }

    /** Means over cells; where each cell is a pixel there is nothing to do. */
    public Value cellMeans(Value before, List<Integer> rows, List<Integer> columns, Shape output) {
        if (output.equals(before.shape())) {
            return before;
        }
        Value maps = maps(before);
        return next(maps, new Operation.CellMeans(maps.number(), rows, columns), output);
    }

    public Value sum(Value left, Value right) {
        return next(left, new Operation.Sum(left.number(), right.number()), left.shape());
    }

    /** The graph whose last value is a score for each class. */
    public InferenceGraph scores() {
        return build(InferenceGraph.Result.SCORES);
    }

    /** The graph whose last value, {@code result}, is an embedding, a vector in the order in which the model's own encoder has it. */
    public InferenceGraph embedding(Value result) {
        if (!result.isVectors()) {
            flattened(result, result.isReordered());
        }
        return build(InferenceGraph.Result.EMBEDDING);
    }

    private int flattened(Value maps, boolean channelsLast) {
        return add(
                new Operation.Flatten(maps.number(), channelsLast),
                new Shape(maps.shape().size(), 1, 1));
    }

    private InferenceGraph build(InferenceGraph.Result kind) {
        return new InferenceGraph(input, isVectors(input), operations, shapes, kind);
    }

    /** Layers over maps read vectors, too: as one row of pixels. */
    private Value maps(Value value) {
        return value.isVectors()
                ? new Value(
                        add(new Operation.AsMaps(value.number()), value.shape()),
                        value.shape(),
                        false,
                        value.channelsLast())
                : value;
    }

    private Value next(Value before, Operation operation, Shape shape) {
        return new Value(add(operation, shape), shape, before.isVectors(), before.channelsLast());
    }

    private int add(Operation operation, Shape shape) {
        operations.add(operation);
        shapes.add(shape);
        return operations.size();
    }

    private TensorView vector(int offset, String last, int size) {
        return new TensorView(name(offset, last), List.of(size), offset, List.of(1));
    }

    private String name(int offset, String last) {
        String own = Stream.of(layout.tensors().toArray(Layout.Tensor[]::new))
                .filter(tensor -> tensor.offset() == offset)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tensor of " + layout + " begins at " + offset))
                .name();
        int dot = own.lastIndexOf('.');
        return (dot < 0 ? own : own.substring(0, dot)) + "." + last;
    }
}
