package dev.kindling.spark.dl4j;

import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_TRUNC;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Writes HDF5 files as Keras 2 on TensorFlow lays them out: attributes of the root, and a group of weights a layer. */
final class KerasModelWriter {

    private static final long VARIABLE_LENGTH = -1;

    private final String architecture;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private static final class Tensor {

        private final float[] values;
        private final long[] shape;

        Tensor(float[] values, long[] shape) {
            this.values = values;
            this.shape = shape;
        }
    }

    KerasModelWriter(String architecture) {
        this.architecture = architecture;
    }

    /** A tensor {@code layer/name:0}, row-major. */
    KerasModelWriter with(String layer, String name, float[] tensor, long... shape) {
        if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != tensor.length) {
            throw new IllegalArgumentException(layer + "/" + name);
        }
        tensors.put(layer + "/" + name, new Tensor(tensor, shape));
        return this;
    }

    void write(Path path) {
        try (H5File file = new H5File(path.toString(), H5F_ACC_TRUNC())) {
            origin(file);
            attribute(file, "model_config", architecture);
            try (Group weights = file.createGroup("model_weights")) {
                origin(weights);
                for (String layer : tensors.keySet().stream()
                        .map(key -> key.substring(0, key.indexOf('/')))
                        .distinct()
                        .toList()) {
                    try (Group outer = weights.createGroup(layer);
                            Group inner = outer.createGroup(layer)) {
                        names(layer, outer);
                        tensors(layer, inner);
                    }
                }
            }
            file._close();
        }
    }

    /** An attribute of strings of one length, as numpy has them. */
    private void names(String layer, Group group) {
        List<String> names = tensors.keySet().stream()
                .filter(key -> key.startsWith(layer + "/"))
                .map(key -> key + ":0")
                .toList();
        int length = names.stream().mapToInt(String::length).max().orElseThrow();
        byte[] padded = new byte[names.size() * length];
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(name, 0, padded, i * length, name.length);
        }
        try (StrType type = new StrType(PredType.C_S1(), length);
                DataSpace space = new DataSpace(1, new long[] {names.size()});
                BytePointer bytes = new BytePointer(padded);
                Attribute attribute = group.createAttribute("weight_names", type, space)) {
            attribute.write(type, (Pointer) bytes);
        }
    }

    private void tensors(String layer, Group group) {
        tensors.forEach((key, tensor) -> {
            if (key.startsWith(layer + "/")) {
                try (DataSpace space = new DataSpace(tensor.shape.length, tensor.shape);
                        FloatPointer floats = new FloatPointer(tensor.values);
                        DataSet set = group.createDataSet(
                                key.substring(layer.length() + 1) + ":0", PredType.NATIVE_FLOAT(), space)) {
                    set.write(floats, PredType.NATIVE_FLOAT());
                }
            }
        });
    }

    private static void origin(Group group) {
        attribute(group, "keras_version", "2.8.0");
        attribute(group, "backend", "tensorflow");
    }

    private static void attribute(Group group, String name, String text) {
        try (StrType type = new StrType(0, VARIABLE_LENGTH);
                DataSpace scalar = new DataSpace(H5S_SCALAR);
                Attribute attribute = group.createAttribute(name, type, scalar)) {
            attribute.write(type, text);
        }
    }
}
