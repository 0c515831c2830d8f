package dev.kindling.jobs.config;

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
import dev.kindling.data.formats.Idx;
import dev.kindling.head.ClassGaussian;
import dev.kindling.head.Cosine;
import dev.kindling.head.FeCam;
import dev.kindling.head.Head;
import dev.kindling.head.KeySource;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.head.ModernHopfield;
import dev.kindling.head.NearestClassMean;
import dev.kindling.head.Prototypes;
import dev.kindling.head.RanPac;
import dev.kindling.head.Ridge;
import dev.kindling.head.Slda;
import java.util.List;

/** What comes when, and what is done against forgetting. */
final class ContinualChoices {

    private ContinualChoices() {}

    static final List<Family<?>> FAMILIES = List.of(
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
                    .with("hopfield", ModernHopfield.defaults())
                    .with("key-value-bottleneck", KeyValueBottleneck.defaults()),
            Family.of(KeySource.class, "keys")
                    .with("first-examples", new KeySource.FirstExamples())
                    .with("random", new KeySource.RandomKeys())
                    .with("data-set", new KeySource.OtherExamples(new Idx("mnist", 10)), "data"));
}
