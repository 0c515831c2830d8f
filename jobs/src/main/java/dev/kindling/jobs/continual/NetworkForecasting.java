package dev.kindling.jobs.continual;

import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.ExperienceEnd;
import dev.kindling.continual.strategy.Keeping;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.continual.strategy.Reservoir;
import dev.kindling.continual.strategy.StrategyLearner;
import dev.kindling.continual.strategy.Study;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.jobs.config.StrategyConfig;
import dev.kindling.jobs.run.OneStep;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the clients of a strategy will send and hold: what {@link dev.kindling.spark.continual.ContinualTraining} counts, from the plan, and a first
 * experience of made-up examples, so that there is something to remember in the step whose bytes are measured.
 */
final class NetworkForecasting implements ContinualForecast.Forecasting {

    private static final int MADE_UP_OF_A_CLASS = 2;

    private final StrategyConfig config;
    private final FieldPlan plan;
    private final Problem problem;
    private final long exampleBytes;
    private final Keeping keeping;
    private final Layout layout;

    /** {@code exampleBytes} are those of an example's features as they are learnt from. */
    NetworkForecasting(StrategyConfig config, FieldPlan plan, Problem problem, long exampleBytes) {
        this.config = config;
        this.plan = plan;
        this.problem = problem;
        this.exampleBytes = exampleBytes;
        this.keeping = config.strategy().keeping();
        this.layout = keeping.layout(config.network().layout(problem));
    }

    @Override
    public ContinualForecast.Learning learning() {
        Layout network = config.network().layout(problem);
        Carried carried = afterMadeUpExamples(network);
        StrategyLearner learner = new StrategyLearner(config.network(), config.strategy(), () -> carried);
        int rounds = config.strategy().rounds(config.rounds());
        int cohort = config.cohort() == 0 ? config.clients() : config.cohort();
        int all = plan.course().outline().experiences();
        long items = carried.memory().size() == 0 ? 0 : memoryItems();
        long memory = items * bytesOfOne(carried.memory());
        long importance = carried.importance() == null ? 0 : network.size();
        return new ContinualForecast.Network(
                IntStream.range(0, network.blocks())
                        .map(block -> network.blockStart(block + 1) - network.blockStart(block))
                        .boxed()
                        .toList(),
                (long) Float.BYTES * layout.size(),
                rounds,
                items,
                memory,
                Float.BYTES * (network.size() + importance + carried.means().length) + memory,
                new OneStep(
                                learner,
                                problem,
                                config.algorithm(),
                                config.merge(),
                                cohort,
                                Math.multiplyExact(rounds, all))
                        .bytes());
    }

    /** What the second experience begins with, if the first had these. */
    private Carried afterMadeUpExamples(Layout network) {
        Parameters fresh = new Parameters(network, new float[network.size()]);
        config.network().initialise(problem, fresh.values(), RandomStream.of(1, "forecast"));
        Carried start = Carried.start(fresh);
        StrategyLearner learner = new StrategyLearner(config.network(), config.strategy(), () -> start);
        boolean measures = keeping.measurement(config.network(), problem) != null;
        Reservoir reservoir = keeping.reservoir(classesInTheEnd());
        return keeping.after(new ExperienceEnd(
                config.network(),
                problem,
                start,
                classesInTheEnd(),
                learner.begin(problem, fresh),
                measures ? new Parameters(network, new float[network.size()]) : null,
                reservoir == null ? Memory.empty() : madeUp(reservoir)));
    }

    private Memory madeUp(Reservoir reservoir) {
        int size = MADE_UP_OF_A_CLASS * problem.classes();
        float[] values = new float[size * problem.input().size()];
        RandomStream random = RandomStream.of(1, "forecast examples");
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        int[] labels = new int[size];
        Arrays.setAll(labels, i -> i % problem.classes());
        FloatFeatures features = new FloatFeatures(size, problem.input().size(), values);
        return reservoir.of(
                new Examples(features, labels),
                IntStream.range(0, size).asLongStream().toArray(),
                1);
    }

    private int classesInTheEnd() {
        ScenarioPlan outline = plan.course().outline();
        return outline.classesSeen(outline.experiences() - 1).length;
    }

    /** Of as many outputs an item as the made-up ones. */
    private long bytesOfOne(Memory kept) {
        return kept.size() == 0 ? 0 : itemBytes() + (long) Float.BYTES * kept.logits().length / kept.size();
    }

    /** When it holds as many as ever. */
    private long memoryItems() {
        ScenarioPlan outline = plan.course().outline();
        int seen = IntStream.range(0, outline.experiences())
                .map(number -> labels(number).length)
                .sum();
        return Math.min(seen, keeping.capacity());
    }

    /** As it is gathered: features, label, key and number. */
    private long itemBytes() {
        return exampleBytes + Integer.BYTES + 2L * Long.BYTES;
    }

    /** Labels of what is seen in an experience of the course, of whatever several clients see in the same task once. */
    private int[] labels(int number) {
        ScenarioPlan outline = plan.course().outline();
        Set<Long> met = new HashSet<>();
        IntStream.Builder labels = IntStream.builder();
        for (int client = 0; client < outline.clients(); client++) {
            int[] examples = outline.examples(client, number);
            int[] tasks = outline.tasks(client, number);
            for (int i = 0; i < examples.length; i++) {
                if (met.add(((long) tasks[i] << Integer.SIZE) | examples[i])) {
                    labels.add(plan.census().population().label(examples[i]));
                }
            }
        }
        return labels.build().toArray();
    }

    @Override
    public long bytesUp(int experience) {
        int number = experience + plan.course().before();
        Study study = config.strategy().study();
        boolean trains = study == Study.EXPERIENCE || (study == Study.EVERYTHING && trainsOnEverything(experience));
        if (study == Study.EVERYTHING && !trains) {
            return 0;
        }
        int present = plan.foreseenClients(study == Study.EVERYTHING ? 0 : number, number).length;
        int cohort = config.cohort() == 0 ? present : Math.min(config.cohort(), present);
        long models = trains ? (long) config.strategy().rounds(config.rounds()) * cohort : 0;
        long measured = keeping.measurement(config.network(), problem) == null ? 0 : present;
        return Float.BYTES * (models + measured) * layout.size() + gathered(number);
    }

    /** Where nobody would see the result it is not trained. */
    private boolean trainsOnEverything(int experience) {
        return plan.measures(experience) || plan.course().asksModel();
    }

    private long gathered(int number) {
        Reservoir reservoir = keeping.reservoir(plan.course().outline().classesSeen(number).length);
        return reservoir == null ? 0 : itemBytes() * reservoir.chosen(labels(number)).length;
    }

    @Override
    public long bytesUpFedAvg(int experience) {
        return 0;
    }
}
