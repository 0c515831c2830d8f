package dev.kindling.spark.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/** tensors (name, block, shape), values. Offsets follow from the shapes. */
final class ParametersSerializer extends Serializer<Parameters> {

    @Override
    public void write(Kryo kryo, Output output, Parameters parameters) {
        List<Layout.Tensor> tensors = parameters.layout().tensors();
        output.writeInt(tensors.size(), true);
        for (Layout.Tensor tensor : tensors) {
            output.writeString(tensor.name());
            output.writeInt(tensor.block(), true);
            output.writeInt(tensor.shape().size(), true);
            for (int dimension : tensor.shape()) {
                output.writeInt(dimension, true);
            }
        }
        Bulk.writeFloats(output, parameters.values());
    }

    @Override
    public Parameters read(Kryo kryo, Input input, Class<Parameters> type) {
        int count = input.readInt(true);
        List<Layout.Tensor> tensors = new ArrayList<>(count);
        int offset = 0;
        for (int i = 0; i < count; i++) {
            String name = input.readString();
            int block = input.readInt(true);
            int dimensions = input.readInt(true);
            List<Integer> shape = new ArrayList<>(dimensions);
            for (int d = 0; d < dimensions; d++) {
                shape.add(input.readInt(true));
            }
            Layout.Tensor tensor = new Layout.Tensor(name, shape, offset, block);
            tensors.add(tensor);
            offset += tensor.size();
        }
        return new Parameters(new Layout(tensors), Bulk.readFloats(input));
    }
}
