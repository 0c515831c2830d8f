package dev.kindling.spark.continual;

import dev.kindling.continual.Missions;
import dev.kindling.continual.Query;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.Uncertainty;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who sees what, as far as that is known: all of it from the start, or where a query asks the model, mission by mission. How many experiences
 * there are, and which classes and how many examples each client meets in each, is known in any case: a query only chooses among images of a class. One owner.
 */
public final class Course {

    private final Population population;
    private final PartitionPlan holders;
    private final boolean baseFirst;

    /** Experiences before the first mission. */
    private final int before;

    private final ScenarioPlan outline;
    private final @Nullable Missions missions;
    private ScenarioPlan plan;

    /**
     * The course of a scenario.
     *
     * @param baseFirst whether the base is learnt as an experience of its own before all others
     * @throws dev.kindling.fault.UserMistake if the scenario has no plan
     */
    public Course(Scenario scenario, Population population, PartitionPlan holders, long seed, boolean baseFirst) {
        this.population = population;
        this.holders = holders;
        this.baseFirst = baseFirst;
        ScenarioPlan made;
        if (scenario instanceof Reconnaissance asking && asking.query().needsScores()) {
            missions = asking.missions(population, holders.clients(), seed);
            made = blind(asking).plan(population, holders, seed);
        } else {
            missions = null;
            made = scenario.plan(population, holders, seed);
        }
        before = baseFirst && made.base().length > 0 ? 1 : 0;
        outline = placed(made);
        plan = outline;
    }

    /** Flies the same classes and as many images. */
    private static Reconnaissance blind(Reconnaissance asking) {
        return new Reconnaissance(
                asking.baseClasses(),
                asking.classesPerClient(),
                asking.imagesPerClass(),
                asking.replacement(),
                asking.missions(),
                new Query.AtRandom());
    }

    private ScenarioPlan placed(ScenarioPlan made) {
        return baseFirst ? made.withBaseFirst(population, holders) : made;
    }

    /** Experiences before those of the scenario: 1 if the base is one, else 0. */
    public int before() {
        return before;
    }

    /** Whether what is seen depends on what was learnt. */
    public boolean asksModel() {
        return missions != null;
    }

    /** Experiences, tasks, base and the classes of each experience; the examples only where no query asks the model. */
    public ScenarioPlan outline() {
        return outline;
    }

    /** The plan up to the last experience that was asked for. */
    public ScenarioPlan plan() {
        return plan;
    }

    /** The plan up to and with an experience; {@code model} makes the uncertainty about images of its argument, if anybody asks. */
    ScenarioPlan upTo(int experience, Function<int[], Uncertainty> model) {
        while (missions != null && missions.flown() + before <= experience) {
            missions.next(model.apply(missions.unseenOf(missions.classesAhead())));
            plan = placed(missions.plan());
        }
        return plan;
    }

    /** The images that each client took in each mission flown so far, client by client; none where no query asks the model. */
    public int[][] taken() {
        int clients = plan.clients();
        int[][] taken = new int[missions == null ? 0 : missions.flown() * clients][];
        for (int row = 0; row < taken.length; row++) {
            taken[row] = plan.examples(row % clients, row / clients + before);
        }
        return taken;
    }

    /** Flies missions again as they were flown, without a model. */
    public void repeat(int[][] taken) {
        int clients = outline.clients();
        for (int row = 0; row < taken.length; row += clients) {
            Map<Integer, Double> scores = new HashMap<>();
            for (int client = 0; client < clients; client++) {
                for (int image : taken[row + client]) {
                    // Clients draw one after another: what the first one took must come before what it left to others.
                    scores.putIfAbsent(image, (double) clients - client);
                }
            }
            upTo(
                    row / clients + before,
                    ahead -> (number, candidates) -> Arrays.stream(candidates)
                            .mapToDouble(image -> scores.getOrDefault(image, 0.0))
                            .toArray());
        }
    }
}
