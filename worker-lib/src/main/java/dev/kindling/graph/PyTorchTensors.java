package dev.kindling.graph;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a graph as the modules of PyTorch name and shape them: {@code weight} of a linear layer {@code [out, in]}, of a convolution
 * {@code [out, in, height, width]}, of a normalisation {@code [channels]}; {@code bias}, {@code running_mean}, {@code running_var}. What is no part
 * of the graph, such as the classifiers of lower blocks, is not among them.
 */
public final class PyTorchTensors {

    private PyTorchTensors() {}

    /** The tensors of a model, in the order of the operations. Running variances are rounded once, all else is the model's to the bit. */
    public static Parameters of(InferenceGraph graph, float[] model) {
        Layout.Builder layout = Layout.builder();
        List<float[]> parts = new ArrayList<>();
        for (Operation operation : graph.operations()) {
            for (TensorView view : operation.tensors()) {
                layout.add(view.name(), view.shape().toArray(Integer[]::new));
                parts.add(
                        operation instanceof Operation.BatchNormalisation norm && view.equals(norm.meanSquare())
                                ? norm.variance(model)
                                : view.read(model));
            }
        }
        Layout built = layout.build();
        float[] values = new float[built.size()];
        int to = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, values, to, part.length);
            to += part.length;
        }
        return new Parameters(built, values);
    }

    /**
     * Puts tensors into a model, whatever their order; others of the model stay as they are. Running mean squares are rounded once.
     *
     * @param where the tensors' file, for messages
     * @throws UserMistake that names the first tensor that is missing, of another shape, or too many
     */
    public static void into(Parameters tensors, InferenceGraph graph, float[] model, String where) {
        Map<String, Layout.Tensor> given = new HashMap<>();
        tensors.layout().tensors().forEach(tensor -> given.put(tensor.name(), tensor));
        for (Operation operation : graph.operations()) {
            for (TensorView view : operation.tensors()) {
                Layout.Tensor tensor = requireShape(view, given.remove(view.name()), where);
                float[] values = java.util.Arrays.copyOfRange(
                        tensors.values(), tensor.offset(), tensor.offset() + tensor.size());
                if (operation instanceof Operation.BatchNormalisation norm && view.equals(norm.meanSquare())) {
                    norm.setVariance(values, model);
                } else {
                    view.write(values, model);
                }
            }
        }
        for (Layout.Tensor tensor : tensors.layout().tensors()) {
            if (given.containsKey(tensor.name())) {
                throw UserMistake.of("tensor " + tensor.name(), "none of this name", tensor.shape(), where, cure());
            }
        }
    }

    private static Layout.Tensor requireShape(TensorView wanted, Layout.@Nullable Tensor found, String where) {
        String what = "tensor " + wanted.name();
        if (found == null) {
            throw UserMistake.of(what, "shape " + wanted.shape(), "no such tensor", where, cure());
        }
        if (!found.shape().equals(wanted.shape())) {
            throw UserMistake.of(what, "shape " + wanted.shape(), found.shape(), where, cure());
        }
        return found;
    }

    private static String cure() {
        return "give tensors of the learner's names and shapes, as kindling export --format safetensors writes them";
    }
}
