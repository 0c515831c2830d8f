package dev.kindling.continual.strategy;

import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Keeps the model and the importance that its way through the experiences gave each parameter. */
record KeepPath(double xi) implements Keeping {

    /** Every tensor a second time, as a block of its own. */
    @Override
    public Layout layout(Layout network) {
        List<Layout.Tensor> tensors = new ArrayList<>(network.tensors());
        for (Layout.Tensor tensor : network.tensors()) {
            tensors.add(new Layout.Tensor(
                    tensor.name() + ".path", tensor.shape(), network.size() + tensor.offset(), network.blocks()));
        }
        return new Layout(tensors);
    }

    @Override
    public Carried after(ExperienceEnd end) {
        Parameters model = end.model();
        float[] path = end.path().values();
        float[] from = end.before().model().values();
        Parameters known = end.before().importance();
        float[] importance = new float[path.length];
        for (int i = 0; i < importance.length; i++) {
            double moved = (double) model.values()[i] - from[i];
            double more = Math.max(0, path[i]) / (moved * moved + xi);
            importance[i] = (float) ((known == null ? 0 : known.values()[i]) + more);
        }
        return end.before().next(model).withImportance(new Parameters(model.layout(), importance));
    }
}
