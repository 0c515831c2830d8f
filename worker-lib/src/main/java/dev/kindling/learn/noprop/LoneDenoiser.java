package dev.kindling.learn.noprop;

import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** A block by itself, with embeddings that are fixed. */
record LoneDenoiser(NoPropDt settings, int block) implements Trainable {

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        place(problem, layout);
        return layout.build();
    }

    private Denoiser place(Problem problem, Layout.Builder layout) {
        return settings.denoiser(problem, layout, "block" + block);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        Layout.Builder layout = Layout.builder();
        Denoiser placed = place(problem, layout);
        NoisyLabels labels = settings.fixedLabels(problem, batchCapacity);
        int size = layout.build().size();
        BlockStep step = new BlockStep(settings, placed, size, labels, batchCapacity, rule);
        RandomStream own = RandomStream.of(0, "block");
        return (parameters, batch, rateFactor, random) -> {
            rule.beginStep(rateFactor);
            labels.begin();
            own.restart(random.nextLong(), block);
            return step.learn(block + 1, parameters, 0, batch, own);
        };
    }
}
