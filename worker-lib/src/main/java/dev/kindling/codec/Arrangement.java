package dev.kindling.codec;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings a file's tensors into another order. */
final class Arrangement {

    private static final String CURE = "give the model the file was saved from";

    private final Parameters source;
    private final String where;

    Arrangement(Parameters source, String where) {
        this.source = source;
        this.where = where;
    }

    Parameters as(Layout layout) {
        if (layout.equals(source.layout())) {
            return source;
        }
        Map<String, Layout.Tensor> found = new HashMap<>();
        source.layout().tensors().forEach(tensor -> found.put(tensor.name(), tensor));
        if (layout.tensors().size() != found.size()) {
            throw UserMistake.of("tensors", layout.tensors().size(), found.size(), where, CURE);
        }
        boolean inPlace = true;
        for (Layout.Tensor wanted : layout.tensors()) {
            Layout.Tensor tensor = matching(wanted, found.get(wanted.name()));
            inPlace &= tensor.offset() == wanted.offset();
        }
        // A model may fill half the memory: where only the blocks differ, its values stay where they are.
        return new Parameters(layout, inPlace ? source.values() : moved(layout, found));
    }

    private float[] moved(Layout layout, Map<String, Layout.Tensor> found) {
        float[] values = new float[source.size()];
        for (Layout.Tensor wanted : layout.tensors()) {
            int from = matching(wanted, found.get(wanted.name())).offset();
            System.arraycopy(source.values(), from, values, wanted.offset(), wanted.size());
        }
        return values;
    }

    private Layout.Tensor matching(Layout.Tensor wanted, Layout.@Nullable Tensor found) {
        String name = "tensor " + ForeignJson.quote(wanted.name());
        if (found == null) {
            throw UserMistake.of(name, "shape " + wanted.shape(), "no such tensor", where, CURE);
        }
        if (!found.shape().equals(wanted.shape())) {
            throw UserMistake.of(name, "shape " + wanted.shape(), found.shape(), where, CURE);
        }
        return found;
    }
}
