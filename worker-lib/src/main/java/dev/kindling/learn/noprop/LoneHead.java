package dev.kindling.learn.noprop;

import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** The head by itself, with embeddings that are fixed; its loss holds the prior's, too, which moves nothing. */
record LoneHead(NoPropDt settings) implements Trainable {

    @Override
    public Layout layout(Problem problem) {
        Layout.Builder layout = Layout.builder();
        place(problem, layout);
        return layout.build();
    }

    private Dense place(Problem problem, Layout.Builder layout) {
        int dimension = settings.embedding().dimension(problem.classes());
        return Dense.add(layout, "head", dimension, problem.classes());
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        NoisyLabels labels = settings.fixedLabels(problem, batchCapacity);
        HeadStep step = new HeadStep(
                settings.embedding(), settings.blocks(), place(problem, Layout.builder()), labels, batchCapacity, rule);
        RandomStream own = RandomStream.of(0, "block");
        return (parameters, batch, rateFactor, random) -> {
            rule.beginStep(rateFactor);
            labels.begin();
            own.restart(random.nextLong(), settings.blocks());
            return labels.prior(batch) + step.learn(parameters, batch, own);
        };
    }
}
