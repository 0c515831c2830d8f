package dev.kindling.jobs.config;

import dev.kindling.learn.Learner;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.bidirectional.Bidirectional;
import dev.kindling.learn.closedform.CaFo;
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
import dev.kindling.learn.localloss.RandomFeatures;
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
import java.util.List;

/** What is trained: learning rules, and what they are put together from. */
final class LearnerChoices {

    private LearnerChoices() {}

    static final List<Family<?>> FAMILIES = List.of(
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
                    .with("random-features", RandomFeatures.defaults())
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
                    .with("keras", new StartSource.KerasFile("model.h5"), "file"));
}
