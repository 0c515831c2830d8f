package dev.kindling.jobs.config;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.ClippedMean;
import dev.kindling.aggregation.GeometricMedian;
import dev.kindling.aggregation.Krum;
import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.aggregation.MultiKrum;
import dev.kindling.aggregation.TrimmedMean;
import dev.kindling.data.augment.Augmentation;
import dev.kindling.evaluation.Measure;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedEpisodes;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.fault.Attack;
import dev.kindling.federated.fault.Stragglers;
import dev.kindling.jobs.tracking.Tracker;
import dev.kindling.jobs.tracking.mlflow.Mlflow;
import dev.kindling.jobs.tracking.tensorboard.TensorBoard;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Sgd;
import dev.kindling.spark.baseline.Dl4jParameterAveraging;
import dev.kindling.spark.baseline.KindlingRounds;
import dev.kindling.spark.baseline.SparkMlp;
import dev.kindling.spark.baseline.TrainingSystem;
import java.util.List;

/** How it is trained, merged, measured and told of, and what may go wrong. */
final class RunChoices {

    private RunChoices() {}

    static final List<Family<?>> FAMILIES = List.of(
            Family.of(Measure.class, "measure")
                    .with("accuracy", new Measure.ClassAccuracy())
                    .with("episodes", Measure.EpisodeAccuracy.defaults()),
            Family.of(RoundMethod.class, "algorithm")
                    .with("fedavg", FedAvg.defaults())
                    .with("fedsgd", FedSgd.defaults())
                    .with("episodes", FedEpisodes.defaults())
                    .with("closed-form", new ClosedForm()),
            Family.of(Augmentation.class, "augment")
                    .with("none", new Augmentation.None())
                    .with("images", Augmentation.Images.defaults()),
            Family.of(TrainingSystem.class, "trainer")
                    .with("kindling", new KindlingRounds())
                    .with("dl4j-parameter-averaging", Dl4jParameterAveraging.defaults())
                    .with("spark-mlp", SparkMlp.defaults()),
            Family.of(Optimizer.class, "optimizer").with("sgd", Sgd.of(0.1)).with("adam", Adam.of(0.001)),
            Family.of(Schedule.class, "schedule")
                    .with("constant", new Schedule.Constant())
                    .with("linear", new Schedule.Linear(0.5))
                    .with("cosine", new Schedule.Cosine()),
            Family.of(Aggregation.class, "merge")
                    .with("mean", new Mean())
                    .with("clipped-mean", new ClippedMean(1), "norm")
                    .with("median", new Median())
                    .with("trimmed-mean", new TrimmedMean(0.2))
                    .with("krum", new Krum(0.2))
                    .with("multi-krum", new MultiKrum(0.2, 0))
                    .with("geometric-median", new GeometricMedian(100, 1e-5)),
            Family.of(Tracker.class, "tracking")
                    .with("tensorboard", TensorBoard.defaults())
                    .with("mlflow", Mlflow.defaults(), "uri"),
            Family.of(Stragglers.class, "stragglers")
                    .with("no-deadline", new Stragglers.NoDeadline())
                    .with("deadline", new Stragglers.Deadline(1, 100, 0.5), "seconds"),
            Family.of(Attack.class, "attack")
                    .with("sign-flip", new Attack.SignFlip(1))
                    .with("scaled-noise", new Attack.ScaledNoise(1))
                    .with("nan", new Attack.NotANumber())
                    .with("infinite", new Attack.Infinite())
                    .with("huge", new Attack.Huge(1e30))
                    .with("wrong-shape", new Attack.WrongShape()));
}
