package dev.kindling.spark.continual;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.TestAnswers;
import dev.kindling.continual.Uncertainty;
import dev.kindling.encode.Pixels;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.ScoringRule;
import dev.kindling.spark.head.HeadLearning;
import dev.kindling.spark.head.SolvedHead;
import dev.kindling.spark.shard.ClientSet;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What an exact head learns from a scenario, and what it answers. Sums are the same at whoever's place they are made, so every example is embedded where it is
 * held. Closes nothing.
 */
public final class HeadField {

    private final JavaSparkContext spark;
    private final Head head;
    private final Grid grid;
    private final Course course;
    private final ScenarioExamples examples;
    private final Questioning questioning;
    private final HeadLearning learning;
    private final IntPredicate counts;

    /**
     * A head over a course whose base is no experience.
     *
     * @param counts which training examples count; of others nothing is learnt
     */
    public HeadField(
            JavaSparkContext spark,
            Head head,
            Grid grid,
            Course course,
            ScenarioExamples examples,
            IntPredicate counts) {
        this.counts = counts;
        this.spark = spark;
        this.head = head;
        this.grid = grid;
        this.course = course;
        this.examples = examples;
        this.questioning = new Questioning(examples, course.outline());
        this.learning = new HeadLearning(
                spark,
                new Pixels(),
                head,
                examples.problem().input(),
                examples.problem().classes(),
                grid);
    }

    public MomentsFormat format() {
        return head.format(
                examples.problem().classes(), examples.problem().input().size(), grid);
    }

    /** The moments of the base. */
    public Moments base() {
        int[] base = IntStream.of(course.outline().base()).filter(counts).toArray();
        return of(Cells.ofExamples(base, examples.holders()));
    }

    /** The moments of what these clients see in an experience; where a query asks, it asks the head of {@code sums}. */
    public Moments experience(int experience, Moments sums, IntPredicate clients) {
        ScenarioPlan plan = course.upTo(experience, images -> uncertainty(sums, images));
        return of(plan, experience, experience, clients);
    }

    /** The moments of all that one client sees; for a course that asks nobody. */
    public Moments client(int client) {
        ScenarioPlan plan = course.plan();
        return of(plan, 0, plan.experiences() - 1, other -> other == client);
    }

    /** The moments of the base and of all that clients see. */
    public Moments everything() {
        ScenarioPlan plan = course.plan();
        Moments sums = base();
        sums.add(of(plan, 0, plan.experiences() - 1, client -> true));
        return sums;
    }

    private Moments of(ScenarioPlan plan, int first, int last, IntPredicate clients) {
        return of(Cells.of(plan, examples.holders(), first, last, clients, counts));
    }

    private Moments of(Cells cells) {
        try (SeenClients seen = examples.held(cells)) {
            return learning.ofAll(seen.set());
        }
    }

    /** What the head of these sums answers after an experience. */
    public TestAnswers ask(int after, Moments sums) {
        return ask(after, sums, solve(sums));
    }

    /** The rule that follows from these sums. */
    public ScoringRule solve(Moments sums) {
        return head.solve(sums);
    }

    /** What the rule of these sums answers after an experience. */
    public TestAnswers ask(int after, Moments sums, ScoringRule rule) {
        boolean[] learnt = new boolean[sums.format().classes()];
        IntStream.range(0, learnt.length).forEach(label -> learnt[label] = sums.count(label) > 0);
        return asking(rule, model -> new ScenarioExam(examples).ask(model, questioning.after(after, learnt, false)));
    }

    /** Writes a row of the tasks up to {@code after}. */
    public void record(int after, TestAnswers answers, AccuracyMatrix matrix) {
        questioning.record(after, after, answers, matrix);
    }

    private Uncertainty uncertainty(Moments sums, int[] images) {
        return asking(solve(sums), model -> new UnseenImages(examples).ask(model, images));
    }

    <T> T asking(ScoringRule rule, Function<Answering, T> work) {
        return broadcast(rule, solved -> work.apply(new HeadAnswering(solved)));
    }

    private <T> T broadcast(ScoringRule rule, Function<Broadcast<SolvedHead>, T> work) {
        int width = examples.problem().input().size();
        Broadcast<SolvedHead> solved = spark.broadcast(new SolvedHead(head, rule, grid, width));
        try {
            return work.apply(solved);
        } finally {
            solved.destroy();
        }
    }

    /**
     * The mistakes that a rule is surest of, beside the nearest of the examples learnt from; none where test examples are of several
     * domains.
     *
     * @param clients whose examples were learnt from, the base's apart
     */
    public List<WrongNeighbour> mistakes(ScoringRule rule, int most, IntPredicate clients) {
        if (examples.domainCount() > 1) {
            return List.of();
        }
        WrongNeighbours search = new WrongNeighbours(
                spark, examples.problem().classes(), examples.problem().input().size(), most);
        ScenarioPlan plan = course.plan();
        int[] base = IntStream.of(plan.base()).filter(counts).toArray();
        BitSet learnt = new BitSet();
        IntStream.of(base).forEach(learnt::set);
        for (int client = 0; client < plan.clients(); client++) {
            for (int experience = 0; clients.test(client) && experience < plan.experiences(); experience++) {
                IntStream.of(plan.examples(client, experience)).filter(counts).forEach(learnt::set);
            }
        }
        Cells cells = Cells.ofExamples(learnt.stream().toArray(), examples.holders());
        try (SeenClients shown = examples.shown(cells);
                SeenClients embedded = examples.held(cells)) {
            ClientSet embeddedTest = examples.domains().get(0);
            return broadcast(
                    rule, solved -> search.find(solved, examples.test(), embeddedTest, shown.set(), embedded.set()));
        }
    }
}
