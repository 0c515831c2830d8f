package dev.kindling.jobs.config;

import dev.kindling.data.DataSet;
import dev.kindling.data.formats.Idx;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.learn.Learner;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Sgd;
import java.util.List;

/** Where names meet classes: each choice by the name that a configuration's {@code type} gives it, with its defaults. */
final class Choices {

    private Choices() {}

    static final List<Family<?>> FAMILIES = List.of(
            Family.of(DataSet.class, "data")
                    .with("glyphs", new Glyphs(10, 50, 100, 20, 1, 1.0))
                    .with("idx", new Idx("mnist", 10)),
            Family.of(Partitioner.class, "partitioner").with("iid", new Iid()),
            Family.of(Learner.class, "learner")
                    .with("backprop", Backprop.defaults())
                    .with("forward-forward", ForwardForward.defaults()),
            Family.of(FederatedMethod.class, "algorithm")
                    .with("fedavg", FedAvg.defaults())
                    .with("fedsgd", FedSgd.defaults()),
            Family.of(Optimizer.class, "optimizer").with("sgd", Sgd.of(0.1)).with("adam", Adam.of(0.001)),
            Family.of(Schedule.class, "schedule")
                    .with("constant", new Schedule.Constant())
                    .with("linear", new Schedule.Linear(0.5))
                    .with("cosine", new Schedule.Cosine()));
}
