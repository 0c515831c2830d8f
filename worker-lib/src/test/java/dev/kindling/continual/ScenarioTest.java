package dev.kindling.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.partition.LabelShards;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final Presence ALWAYS = new Presence.Always();

    private static ClassIncremental classes(
            int experiences, int first, ClientOrder order, Presence presence, double blur, int perCell) {
        return new ClassIncremental(experiences, first, ClassSequence.BY_LABEL, order, presence, blur, perCell);
    }

    private static ScenarioPlan plan(Scenario scenario, int classes, int perClass, int clients) {
        Population population = Populations.of(classes, perClass);
        return scenario.plan(population, Populations.dealt(population, clients), 1);
    }

    @Test
    void splitMnistIsFiveExperiencesOfTwoClasses() {
        ScenarioPlan plan = plan(classes(5, 0, ClientOrder.SAME, ALWAYS, 0, 0), 10, 20, 4);
        for (int t = 0; t < 5; t++) {
            assertThat(plan.classesIn(t)).containsExactly(2 * t, 2 * t + 1);
            assertThat(plan.classesOfTask(t)).containsExactly(2 * t, 2 * t + 1);
            assertThat(plan.classesSeen(t))
                    .isEqualTo(IntStream.range(0, 2 * t + 2).toArray());
        }
        assertThat(plan.size()).isEqualTo(200);
    }

    @Test
    void classesThatDoNotDivideEvenlyGoToTheFirstTasks() {
        ScenarioPlan plan = plan(classes(3, 0, ClientOrder.SAME, ALWAYS, 0, 0), 10, 4, 2);
        assertThat(IntStream.range(0, 3).map(t -> plan.classesOfTask(t).length)).containsExactly(4, 3, 3);
    }

    @Test
    void theFirstTaskCanBeALargerBase() {
        ScenarioPlan plan = plan(classes(6, 50, ClientOrder.SAME, ALWAYS, 0, 0), 100, 2, 2);
        assertThat(IntStream.range(0, 6).map(t -> plan.classesOfTask(t).length))
                .containsExactly(50, 10, 10, 10, 10, 10);
    }

    @Test
    void shuffledClassesAreAllThereInAnotherOrderForAnotherSeed() {
        ClassIncremental scenario = new ClassIncremental(5, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, ALWAYS, 0, 0);
        Population population = Populations.of(10, 4);
        PartitionPlan holders = Populations.dealt(population, 2);
        ScenarioPlan one = scenario.plan(population, holders, 1);
        ScenarioPlan two = scenario.plan(population, holders, 2);
        assertThat(one.classesSeen(4)).isEqualTo(IntStream.range(0, 10).toArray());
        assertThat(Populations.text(one)).isEqualTo(Populations.text(scenario.plan(population, holders, 1)));
        assertThat(one).isEqualTo(scenario.plan(population, holders, 1)).isNotEqualTo(two);
    }

    @Test
    void classesWithoutExamplesAreInNoTask() {
        Population population = new Population(new int[] {7, 7, 2, 2}, new int[4], 9);
        ScenarioPlan plan =
                classes(2, 0, ClientOrder.SAME, ALWAYS, 0, 0).plan(population, Populations.dealt(population, 1), 1);
        assertThat(plan.classesOfTask(0)).containsExactly(2);
        assertThat(plan.examples(0, 0)).containsExactly(2, 3);
        assertThat(plan.examples(0, 1)).containsExactly(0, 1);
    }

    @Test
    void taskIncrementalHasTheSamePlanAndTellsTheTask() {
        ScenarioPlan one = plan(ClassIncremental.defaults(), 10, 8, 3);
        ScenarioPlan two = plan(TaskIncremental.defaults(), 10, 8, 3);
        assertThat(two).isEqualTo(one);
        assertThat(TaskIncremental.defaults().taskKnownAtTest()).isTrue();
        assertThat(ClassIncremental.defaults().taskKnownAtTest()).isFalse();
    }

    /** Whoever is there, and however much leaks: a row's client holds the example, and each is there at most once. */
    @Property(tries = 100)
    void everyExampleOfAClientThatIsThereIsSeenOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int clients,
            @ForAll @IntRange(min = 1, max = 6) int experiences,
            @ForAll ClientOrder order,
            @ForAll ClassSequence sequence,
            @ForAll @DoubleRange(min = 0, max = 1) double blur) {
        Population population = Populations.of(12, 10);
        PartitionPlan holders = Populations.dealt(population, clients);
        ScenarioPlan plan =
                new ClassIncremental(experiences, 0, sequence, order, ALWAYS, blur, 0).plan(population, holders, seed);
        List<Integer> seen = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            for (int t = 0; t < experiences; t++) {
                int[] examples = plan.examples(client, t);
                int[] tasks = plan.tasks(client, t);
                for (int i = 0; i < examples.length; i++) {
                    assertThat(holders.clientOf(examples[i])).isEqualTo(client);
                    assertThat(plan.classesOfTask(tasks[i])).contains(population.label(examples[i]));
                    seen.add(examples[i]);
                }
            }
        }
        assertThat(seen).hasSize(population.size()).doesNotHaveDuplicates();
    }

    @Test
    void shiftedClientsMeetTheSameTasksOneAfterTheOther() {
        ScenarioPlan plan = plan(classes(3, 0, ClientOrder.SHIFTED, ALWAYS, 0, 0), 3, 60, 3);
        for (int client = 0; client < 3; client++) {
            for (int t = 0; t < 3; t++) {
                assertThat(plan.classes(client, t)).containsExactly((t + client) % 3);
            }
        }
    }

    @Test
    void clientsWithAnOrderOfTheirOwnMeetEveryTaskOnce() {
        ScenarioPlan plan = plan(classes(5, 0, ClientOrder.OWN, ALWAYS, 0, 0), 5, 80, 4);
        List<List<Integer>> orders = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            List<Integer> order = new ArrayList<>();
            for (int t = 0; t < 5; t++) {
                Arrays.stream(plan.classes(client, t)).forEach(order::add);
            }
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            orders.add(order);
        }
        assertThat(orders.stream().distinct().count()).isGreaterThan(1);
    }

    @Test
    void aTenthOfTheExamplesLeaksToTheNeighboursAndNoFarther() {
        ScenarioPlan plan = plan(classes(5, 0, ClientOrder.SAME, ALWAYS, 0.1, 0), 5, 1000, 2);
        int leaked = 0;
        for (int client = 0; client < 2; client++) {
            for (int t = 0; t < 5; t++) {
                for (int task : plan.tasks(client, t)) {
                    assertThat(Math.abs(task - t)).isLessThanOrEqualTo(1);
                    leaked += task == t ? 0 : 1;
                }
            }
        }
        // Binomial(5000, 0.1): 500 within five standard deviations of 21.
        assertThat(leaked).isBetween(395, 605);
    }

    @Test
    void aCellHoldsNoMoreThanItMay() {
        ScenarioPlan plan = plan(classes(2, 0, ClientOrder.SAME, ALWAYS, 0, 7), 4, 50, 3);
        for (int client = 0; client < 3; client++) {
            for (int t = 0; t < 2; t++) {
                assertThat(plan.examples(client, t)).hasSize(7).isSorted();
            }
        }
    }

    @Test
    void anAbsentClientSeesNothingAndKeepsItsLaterExamples() {
        Population population = Populations.of(4, 40);
        PartitionPlan holders = Populations.dealt(population, 4);
        Presence presence = new Presence.LateJoiners(0.5);
        ScenarioPlan plan = classes(4, 0, ClientOrder.SAME, presence, 0.3, 0).plan(population, holders, 5);
        boolean[][] there = presence.table(4, 4, 5);
        for (int client = 0; client < 4; client++) {
            for (int t = 0; t < 4; t++) {
                assertThat(plan.examples(client, t).length > 0).isEqualTo(there[client][t]);
            }
        }
    }

    @Test
    void classesThatNobodyThereHoldsMakeAnEmptyExperience() {
        Population population = Populations.of(4, 10);
        PartitionPlan holders = new LabelShards(1).plan(population, 4, 1);
        assertThatThrownBy(() -> classes(4, 0, ClientOrder.SAME, new Presence.RandomSubset(0.25), 0, 0)
                        .plan(population, holders, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll("empty experience", "take fewer experiences")
                .hasMessageNotContaining("\n");
    }

    @Test
    void moreExperiencesThanClassesAreRefused() {
        assertThatThrownBy(() -> plan(classes(11, 0, ClientOrder.SAME, ALWAYS, 0, 0), 10, 4, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "more experiences than classes: expected at most 10 experiences, found 11, in the scenario of 10"
                                + " classes; take fewer experiences or more classes");
        assertThatThrownBy(() -> plan(classes(7, 5, ClientOrder.SAME, ALWAYS, 0, 0), 10, 4, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at most 6 experiences");
        assertThatThrownBy(() -> plan(new OneClassAtATime(11, 0, ClassSequence.SHUFFLED), 10, 4, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at most 10 classes");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> classes(0, 0, ClientOrder.SAME, ALWAYS, 0, 0)).hasMessageStartingWith("experiences");
        assertThatThrownBy(() -> classes(2, 0, ClientOrder.SAME, ALWAYS, 1.5, 0))
                .hasMessageStartingWith("blur");
        assertThatThrownBy(() -> classes(2, 0, ClientOrder.SAME, ALWAYS, 0, -1)).hasMessageStartingWith("per-cell");
        assertThatThrownBy(() -> new Presence.Returning(0.5, 3).table(2, 4, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("experiences must be at least away + 2 = 5 for returning clients but was 4");
    }

    @Test
    void oneClassAtATimeKeepsTheBaseApart() {
        ScenarioPlan plan = plan(new OneClassAtATime(6, 3, ClassSequence.SHUFFLED), 10, 15, 2);
        assertThat(plan.baseClasses()).containsExactly(0, 1, 2);
        assertThat(plan.base()).hasSize(45);
        assertThat(plan.experiences()).isEqualTo(6);
        for (int t = 0; t < 6; t++) {
            assertThat(plan.classesSeen(t)).hasSize(t + 1);
            assertThat(plan.classesIn(t)[0]).isGreaterThanOrEqualTo(3);
        }
        assertThat(plan.size()).isEqualTo(90);
    }

    @Test
    void thePlanIsWrittenRowByRow() {
        Population population = new Population(new int[] {0, 1, 2, 2}, new int[4], 3);
        PartitionPlan holders = new PartitionPlan(new int[] {0, 1, 1, 0}, 2);
        ScenarioPlan plan = new OneClassAtATime(2, 1, ClassSequence.BY_LABEL).plan(population, holders, 1);
        assertThat(Populations.text(plan))
                .isEqualTo("example,client,experience,task\n0,-1,-1,-1\n1,1,0,0\n3,0,1,1\n2,1,1,1\n");
    }

    @Test
    void repeatedDomainsShowEveryExampleInEachAndOthersInOne() {
        assertThat(plan(DomainIncremental.defaults(), 4, 25, 3).size()).isEqualTo(1000);
        ScenarioPlan once = plan(
                new DomainIncremental(4, new Domain.RotatedImages(30), false, ClientOrder.SAME, ALWAYS, 0, 0),
                4,
                25,
                1);
        assertThat(IntStream.range(0, 4).map(t -> once.examples(0, t).length)).containsOnly(25);
        assertThat(once.classesOfTask(2)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void groupsGoToDomainsWhole() {
        Population population = Populations.of(4, 25);
        DomainIncremental scenario =
                new DomainIncremental(3, new Domain.Groups(), false, ClientOrder.SAME, ALWAYS, 0, 0);
        ScenarioPlan plan = scenario.plan(population, Populations.dealt(population, 2), 1);
        int[] experienceOfGroup = new int[5];
        Arrays.fill(experienceOfGroup, -1);
        for (int t = 0; t < 3; t++) {
            for (int client = 0; client < 2; client++) {
                for (int example : plan.examples(client, t)) {
                    int group = population.group(example);
                    assertThat(List.of(-1, t)).contains(experienceOfGroup[group]);
                    experienceOfGroup[group] = t;
                }
            }
        }
        assertThatThrownBy(() -> new DomainIncremental(6, new Domain.Groups(), false, ClientOrder.SAME, ALWAYS, 0, 0)
                        .plan(population, Populations.dealt(population, 2), 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("more experiences than groups: expected at most 5");
    }
}
