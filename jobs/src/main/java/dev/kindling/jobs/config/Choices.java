package dev.kindling.jobs.config;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.ClippedMean;
import dev.kindling.aggregation.GeometricMedian;
import dev.kindling.aggregation.Krum;
import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.aggregation.MultiKrum;
import dev.kindling.aggregation.TrimmedMean;
import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.Domain;
import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.OneClassAtATime;
import dev.kindling.continual.Presence;
import dev.kindling.continual.Query;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.TaskIncremental;
import dev.kindling.continual.strategy.DarkExperienceReplay;
import dev.kindling.continual.strategy.Ewc;
import dev.kindling.continual.strategy.ExperienceReplay;
import dev.kindling.continual.strategy.FineTune;
import dev.kindling.continual.strategy.GDumb;
import dev.kindling.continual.strategy.Icarl;
import dev.kindling.continual.strategy.Joint;
import dev.kindling.continual.strategy.LearningWithoutForgetting;
import dev.kindling.continual.strategy.PrototypeRelation;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.continual.strategy.SynapticIntelligence;
import dev.kindling.data.DataSet;
import dev.kindling.data.Subset;
import dev.kindling.data.augment.Augmentation;
import dev.kindling.data.formats.Cifar10;
import dev.kindling.data.formats.Cifar10Files;
import dev.kindling.data.formats.Csv;
import dev.kindling.data.formats.Idx;
import dev.kindling.data.formats.IdxFiles;
import dev.kindling.data.formats.MissingCells;
import dev.kindling.data.formats.Omniglot;
import dev.kindling.data.formats.OmniglotClasses;
import dev.kindling.data.formats.OmniglotDivision;
import dev.kindling.data.formats.OmniglotSource;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Classes;
import dev.kindling.data.partition.DirichletByClass;
import dev.kindling.data.partition.DirichletByClient;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.LabelShards;
import dev.kindling.data.partition.Natural;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.data.partition.QuantitySkew;
import dev.kindling.evaluation.Measure;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedEpisodes;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.fault.Attack;
import dev.kindling.federated.fault.Stragglers;
import dev.kindling.head.ClassGaussian;
import dev.kindling.head.Cosine;
import dev.kindling.head.FeCam;
import dev.kindling.head.Head;
import dev.kindling.head.KeySource;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.head.NearestClassMean;
import dev.kindling.head.Prototypes;
import dev.kindling.head.RanPac;
import dev.kindling.head.Ridge;
import dev.kindling.head.Slda;
import dev.kindling.jobs.tracking.Tracker;
import dev.kindling.jobs.tracking.mlflow.Mlflow;
import dev.kindling.jobs.tracking.tensorboard.TensorBoard;
import dev.kindling.learn.Learner;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.bidirectional.Bidirectional;
import dev.kindling.learn.closedform.CaFo;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.learn.closedform.ForwardProjection;
import dev.kindling.learn.contrastive.PrototypeContrast;
import dev.kindling.learn.countercurrent.CounterCurrent;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.hebbian.HebbianNetwork;
import dev.kindling.learn.hebbian.Storage;
import dev.kindling.learn.localloss.AugLocal;
import dev.kindling.learn.localloss.Auxiliary;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.Dgl;
import dev.kindling.learn.localloss.Distance;
import dev.kindling.learn.localloss.GroupGoodness;
import dev.kindling.learn.localloss.InfoPro;
import dev.kindling.learn.localloss.LocalLoss;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Man;
import dev.kindling.learn.localloss.MeanGoodness;
import dev.kindling.learn.localloss.MonoForward;
import dev.kindling.learn.localloss.PredSim;
import dev.kindling.learn.localloss.WithClassifier;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.FixedSchedule;
import dev.kindling.learn.noprop.LearnedSchedule;
import dev.kindling.learn.noprop.NoPropCt;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.learn.noprop.NoPropFm;
import dev.kindling.learn.noprop.TimeSchedule;
import dev.kindling.learn.perforated.Perforated;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.learn.selfcontrast.SelfContrast;
import dev.kindling.learn.softhebb.SoftHebb;
import dev.kindling.learn.sven.LocalSven;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.Renormalised;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Sgd;
import dev.kindling.spark.baseline.Dl4jParameterAveraging;
import dev.kindling.spark.baseline.KindlingRounds;
import dev.kindling.spark.baseline.SparkMlp;
import dev.kindling.spark.baseline.TrainingSystem;
import java.util.List;

/** Where names meet classes: each choice by the name that a configuration's {@code type} gives it, with its defaults. */
final class Choices {

    private Choices() {}

    static final List<Family<?>> FAMILIES = List.of(
            Family.of(DataSet.class, "data")
                    .with("glyphs", new Glyphs(10, 50, 100, 20, 1, 1.0))
                    .with("idx", new Idx("mnist", 10))
                    .with(
                            "idx-files",
                            new IdxFiles(
                                    "train-images", "train-labels", "test-images", "test-labels", List.of("0", "1")),
                            "train-images",
                            "train-labels",
                            "test-images",
                            "test-labels",
                            "class-names")
                    .with("cifar10", new Cifar10("cifar10"), "path")
                    .with(
                            "cifar10-files",
                            new Cifar10Files(List.of("data_batch_1.bin"), List.of("test_batch.bin")),
                            "train",
                            "test")
                    .with(
                            "csv",
                            new Csv("train.csv", "test.csv", "label", "", MissingCells.FAIL),
                            "train",
                            "test",
                            "label")
                    .with(
                            "omniglot",
                            new Omniglot(
                                    "omniglot",
                                    OmniglotClasses.BACKGROUND_EVALUATION,
                                    OmniglotDivision.BY_CLASS,
                                    15,
                                    OmniglotSource.ZIP))
                    .with("subset", new Subset(new Idx("mnist", 10), 0.1, 1), "data"),
            Family.of(Partitioner.class, "partitioner")
                    .with("iid", new Iid())
                    .with("dirichlet-by-class", new DirichletByClass(0.5, 10, false))
                    .with("dirichlet-by-client", new DirichletByClient(0.5))
                    .with("label-shards", new LabelShards(2))
                    .with("quantity-skew", new QuantitySkew(0.5, 10))
                    .with("natural", new Natural())
                    .with("classes", new Classes()),
            Family.of(Learner.class, "learner")
                    .with("backprop", Backprop.defaults())
                    .with("forward-forward", ForwardForward.defaults())
                    .with("prototypical", PrototypicalNetwork.defaults())
                    .with("network-backprop", NetworkBackprop.defaults())
                    .with("local-loss", LocalLossLearner.defaults())
                    .with("noprop", NoPropDt.defaults())
                    .with("noprop-ct", NoPropCt.defaults())
                    .with("noprop-fm", NoPropFm.defaults())
                    .with("counter-current", CounterCurrent.defaults())
                    .with("bidirectional", Bidirectional.defaults())
                    .with("local-sven", LocalSven.defaults())
                    .with("soft-hebb", SoftHebb.defaults())
                    .with("cafo", CaFo.defaults())
                    .with("forward-projection", ForwardProjection.defaults())
                    .with("hebbian", HebbianNetwork.defaults())
                    .with("prototype-contrast", PrototypeContrast.defaults())
                    .with("self-contrast", SelfContrast.defaults())
                    .with("perforated", Perforated.defaults()),
            Family.of(Embedding.class, "embedding")
                    .with("one-hot", new Embedding.OneHot())
                    .with("learned", new Embedding.Learned(20)),
            Family.of(TimeSchedule.class, "time-schedule")
                    .with("learned", LearnedSchedule.defaults())
                    .with("cosine", FixedSchedule.defaults()),
            Family.of(Storage.class, "storage")
                    .with("supervised", new Storage.Supervised())
                    .with("unsupervised", new Storage.Unsupervised())
                    .with("pseudo-inverse", new Storage.PseudoInverse(0.001))
                    .with("dense", new Storage.Dense(4))
                    .with("continuous", new Storage.Continuous(0.1)),
            Family.of(Architecture.class, "network")
                    .with("conv", ConvNet.conv4())
                    .with("dense", DenseNetwork.defaults())
                    .with("vgg", Vgg.defaults())
                    .with("resnet", ResNet.defaults())
                    .with("renormalised", new Renormalised(Vgg.defaults())),
            Family.of(LocalLoss.class, "loss")
                    .with("cross-entropy", CrossEntropy.defaults())
                    .with("predsim", PredSim.defaults())
                    .with("mono-forward", new MonoForward())
                    .with("group-goodness", GroupGoodness.defaults())
                    .with("mean-goodness", MeanGoodness.defaults())
                    .with("distance", Distance.defaults())
                    .with("infopro", InfoPro.defaults())
                    .with("with-classifier", new WithClassifier(GroupGoodness.defaults(), Auxiliary.Pool.defaults())),
            Family.of(Auxiliary.class, "auxiliary")
                    .with("pool", Auxiliary.Pool.defaults())
                    .with("auglocal", AugLocal.defaults())
                    .with("man", Man.defaults())
                    .with("dgl", new Dgl()),
            Family.of(EncoderSource.class, "encoder")
                    .with("pixels", new EncoderSource.PixelEncoder())
                    .with("random", new EncoderSource.RandomEncoder(ConvNet.conv4()))
                    .with("run", new EncoderSource.TrainedEncoder("run", ""), "run")
                    .with("dl4j", new EncoderSource.Dl4jModel("model.zip", ""), "file")
                    .with("keras", new EncoderSource.KerasModel("model.h5", ""), "file"),
            Family.of(StartSource.class, "start")
                    .with("random", new StartSource.Fresh())
                    .with("run", new StartSource.OtherRun("run"), "run")
                    .with(
                            "safetensors",
                            new StartSource.SafetensorsFile("model.safetensors", StartSource.TensorLayout.KINDLING),
                            "file")
                    .with("dl4j", new StartSource.Dl4jFile("model.zip"), "file")
                    .with("keras", new StartSource.KerasFile("model.h5"), "file"),
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
            Family.of(Tracker.class, "tracking")
                    .with("tensorboard", TensorBoard.defaults())
                    .with("mlflow", Mlflow.defaults(), "uri"),
            Family.of(Aggregation.class, "merge")
                    .with("mean", new Mean())
                    .with("clipped-mean", new ClippedMean(1), "norm")
                    .with("median", new Median())
                    .with("trimmed-mean", new TrimmedMean(0.2))
                    .with("krum", new Krum(0.2))
                    .with("multi-krum", new MultiKrum(0.2, 0))
                    .with("geometric-median", new GeometricMedian(100, 1e-5)),
            Family.of(Scenario.class, "scenario")
                    .with("class-incremental", ClassIncremental.defaults())
                    .with("task-incremental", TaskIncremental.defaults())
                    .with("domain-incremental", DomainIncremental.defaults())
                    .with("one-class-at-a-time", OneClassAtATime.defaults())
                    .with("reconnaissance", Reconnaissance.defaults()),
            Family.of(Strategy.class, "strategy")
                    .with("fine-tune", new FineTune())
                    .with("joint", new Joint())
                    .with("ewc", Ewc.defaults())
                    .with("synaptic-intelligence", SynapticIntelligence.defaults())
                    .with("learning-without-forgetting", LearningWithoutForgetting.defaults())
                    .with("experience-replay", ExperienceReplay.defaults())
                    .with("dark-experience-replay", DarkExperienceReplay.defaults())
                    .with("gdumb", GDumb.defaults())
                    .with("icarl", Icarl.defaults())
                    .with("prototype-relation", PrototypeRelation.defaults()),
            Family.of(Presence.class, "presence")
                    .with("always", new Presence.Always())
                    .with("late-joiners", new Presence.LateJoiners(0.5))
                    .with("returning", new Presence.Returning(0.5, 1))
                    .with("random-subset", new Presence.RandomSubset(0.5)),
            Family.of(Domain.class, "domain")
                    .with("permuted-pixels", new Domain.PermutedPixels())
                    .with("rotated-images", new Domain.RotatedImages(30))
                    .with("groups", new Domain.Groups()),
            Family.of(Query.class, "query")
                    .with("at-random", new Query.AtRandom())
                    .with("most-uncertain", new Query.MostUncertain()),
            Family.of(Head.class, "head")
                    .with("nearest-class-mean", new NearestClassMean())
                    .with("cosine", new Cosine())
                    .with("prototypes", new Prototypes())
                    .with("slda", Slda.defaults())
                    .with("fecam", FeCam.defaults())
                    .with("ridge", Ridge.defaults())
                    .with("ranpac", RanPac.defaults())
                    .with("gaussian", ClassGaussian.defaults())
                    .with("key-value-bottleneck", KeyValueBottleneck.defaults()),
            Family.of(KeySource.class, "keys")
                    .with("first-examples", new KeySource.FirstExamples())
                    .with("random", new KeySource.RandomKeys())
                    .with("data-set", new KeySource.OtherExamples(new Idx("mnist", 10)), "data"),
            Family.of(Stragglers.class, "stragglers")
                    .with("no-deadline", new Stragglers.NoDeadline())
                    .with("deadline", new Stragglers.Deadline(1, 100, 0.5), "seconds"),
            Family.of(Attack.class, "attack")
                    .with("sign-flip", new Attack.SignFlip(1))
                    .with("scaled-noise", new Attack.ScaledNoise(1))
                    .with("nan", new Attack.NotANumber())
                    .with("infinite", new Attack.Infinite())
                    .with("huge", new Attack.Huge(1e30))
                    .with("wrong-shape", new Attack.WrongShape()),
            Family.of(Optimizer.class, "optimizer").with("sgd", Sgd.of(0.1)).with("adam", Adam.of(0.001)),
            Family.of(Schedule.class, "schedule")
                    .with("constant", new Schedule.Constant())
                    .with("linear", new Schedule.Linear(0.5))
                    .with("cosine", new Schedule.Cosine()));
}
