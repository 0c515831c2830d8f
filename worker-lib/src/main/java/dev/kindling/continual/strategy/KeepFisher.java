package dev.kindling.continual.strategy;

import dev.kindling.federated.LocalTraining;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import java.util.Objects;

/** Keeps the model and decay x F + the mean Fisher diagonal over the experience's examples. */
record KeepFisher(double decay) implements Keeping {

    @Override
    public LocalTraining measurement(GradientLearner network, Problem problem) {
        return new FisherMeasurement(network, problem);
    }

    @Override
    public Carried after(ExperienceEnd end) {
        float[] fresh = Objects.requireNonNull(end.measured(), "measured").values();
        Parameters before = end.before().importance();
        float[] sum = new float[fresh.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) ((before == null ? 0 : decay * before.values()[i]) + fresh[i]);
        }
        Parameters model = end.model();
        return end.before().next(model).withImportance(new Parameters(model.layout(), sum));
    }
}
