package dev.kindling.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnaissanceTest {

    private static final Query ANY = new Query.AtRandom();

    private static ScenarioPlan plan(Reconnaissance missions, Population population, int clients, long seed) {
        return missions.plan(population, Populations.dealt(population, clients), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyFieldImageIsTakenOnceUntilTheFieldIsUsedUp(long seed) {
        Population population = Populations.of(40, 50);
        ScenarioPlan plan = plan(new Reconnaissance(20, 5, 30, false, 100, ANY), population, 5, seed);
        List<Integer> taken = new ArrayList<>();
        for (int mission = 0; mission < plan.experiences(); mission++) {
            for (int client = 0; client < 5; client++) {
                int[] images = plan.examples(client, mission);
                int[] classes = plan.classes(client, mission);
                assertThat(classes.length).isLessThanOrEqualTo(5);
                for (int c : classes) {
                    assertThat(Arrays.stream(images)
                                    .filter(image -> population.label(image) == c)
                                    .count())
                            .isBetween(1L, 30L);
                }
                Arrays.stream(images).forEach(taken::add);
            }
        }
        assertThat(taken).hasSize(20 * 50).doesNotHaveDuplicates();
        assertThat(taken).allMatch(image -> population.label(image) >= 20);
        assertThat(plan.base()).hasSize(20 * 50);
        assertThat(plan.baseClasses()).hasSize(20);
        assertThat(plan.classesSeen(plan.experiences() - 1)).hasSize(20);
        // 50 images of a class are two draws, of 30 and of 20: 40 draws of at most 25 a mission.
        assertThat(plan.experiences()).isBetween(2, 8);
    }

    @Test
    void thePaperNeedsAtLeastThirtyFourMissions() {
        // 25,000 field images, at most 5 x 5 x 30 a mission.
        Population population = Populations.of(100, 500);
        ScenarioPlan plan = plan(Reconnaissance.defaults(), population, 5, 1);
        assertThat(plan.size()).isEqualTo(25_000);
        assertThat(plan.experiences()).isBetween(34, 60);
        assertThat(plan.baseClasses()).hasSize(50);
    }

    @Test
    void withReplacementMissionsEndAtTheirNumber() {
        Population population = Populations.of(12, 10);
        ScenarioPlan plan = plan(new Reconnaissance(6, 2, 4, true, 100, ANY), population, 3, 1);
        assertThat(plan.experiences()).isEqualTo(100);
        Set<List<Integer>> draws = new HashSet<>();
        for (int mission = 0; mission < 100; mission++) {
            assertThat(plan.examples(0, mission)).hasSize(8);
            draws.add(Arrays.stream(plan.examples(0, mission)).boxed().toList());
        }
        assertThat(draws).hasSizeGreaterThan(90);
    }

    @Test
    void aPlanIsAFunctionOfTheSeed() {
        Population population = Populations.of(20, 40);
        Reconnaissance missions = new Reconnaissance(10, 3, 10, false, 100, ANY);
        assertThat(plan(missions, population, 3, 1)).isEqualTo(plan(missions, population, 3, 1));
        assertThat(plan(missions, population, 3, 1)).isNotEqualTo(plan(missions, population, 3, 2));
    }

    @Test
    void classesAreDrawnUniformly() {
        Population population = Populations.of(20, 10);
        ScenarioPlan plan = plan(new Reconnaissance(10, 3, 2, true, 1000, ANY), population, 1, 1);
        int[] drawn = new int[20];
        for (int mission = 0; mission < 1000; mission++) {
            for (int c : plan.classes(0, mission)) {
                drawn[c]++;
            }
        }
        // Each of ten classes is among three of ten: 300 within five standard deviations of 14.5.
        assertThat(Arrays.stream(drawn, 10, 20).boxed()).allMatch(times -> times > 227 && times < 373);
    }

    @Test
    void theMostUncertainImagesAreTakenFirst() {
        Population population = Populations.of(2, 10);
        Missions missions =
                new Reconnaissance(1, 1, 3, false, 100, new Query.MostUncertain()).missions(population, 1, 1);
        // Images 10 to 19 are of the field; the higher the number, the less sure.
        Uncertainty byNumber = (mission, examples) ->
                Arrays.stream(examples).mapToDouble(example -> example).toArray();
        assertThat(missions.next(byNumber).get(0)).containsExactly(17, 18, 19);
        assertThat(missions.next(byNumber).get(0)).containsExactly(14, 15, 16);
        assertThat(missions.unseenImages()).isEqualTo(4);
        assertThat(missions.plan().experiences()).isEqualTo(2);
    }

    @Test
    void equalUncertaintyIsDecidedByTheLowestId() {
        assertThat(new Query.MostUncertain().choose(new int[] {4, 7, 9, 12}, new double[] {1, 3, 1, 3}, 3))
                .containsExactly(4, 7, 12);
    }

    @Test
    void aQueryWithoutAModelHasNoPlan() {
        Population population = Populations.of(4, 10);
        assertThatThrownBy(() ->
                        plan(new Reconnaissance(2, 1, 3, false, 100, new Query.MostUncertain()), population, 1, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at-random");
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> new Query.MostUncertain().choose(new int[] {1}, new double[] {Double.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Query.MostUncertain().choose(new int[] {1}, new double[] {1}, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissionLargerThanTheFieldIsRefused() {
        Population population = Populations.of(8, 10);
        assertThatThrownBy(() -> plan(new Reconnaissance(4, 5, 30, false, 100, ANY), population, 5, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "mission larger than what is left: expected at most 4 classes a client, found 5, in the field,"
                                + " labels from 4 on; lower classes-per-client or base-classes, or give data with more classes");
    }

    @Test
    void anEmptyMissionIsRefused() {
        Population population = Populations.of(4, 2);
        Missions missions = new Reconnaissance(2, 2, 5, false, 100, ANY).missions(population, 1, 1);
        assertThatThrownBy(missions::plan).isInstanceOf(UserMistake.class);
        missions.next((mission, examples) -> new double[examples.length]);
        assertThat(missions.hasNext()).isFalse();
        assertThatThrownBy(() -> missions.next((mission, examples) -> new double[examples.length]))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("empty mission: expected unseen images");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aQueryChangesWhichImagesAreTakenButNeitherClassesNorNumbers(boolean replacement) {
        Population population = Populations.of(12, 30);
        Reconnaissance asking = new Reconnaissance(4, 3, 7, replacement, 9, new Query.MostUncertain());
        ScenarioPlan blind = plan(new Reconnaissance(4, 3, 7, replacement, 9, ANY), population, 3, 2);
        Missions missions = asking.missions(population, 3, 2);
        while (missions.hasNext()) {
            int[] ahead = missions.classesAhead();
            int[] unseen = missions.unseenOf(ahead);
            Set<Integer> candidates = new HashSet<>();
            missions.next((mission, images) -> {
                Arrays.stream(images).forEach(candidates::add);
                return Arrays.stream(images).asDoubleStream().toArray();
            });
            assertThat(Arrays.stream(unseen).boxed()).containsExactlyInAnyOrderElementsOf(candidates);
            assertThat(Arrays.stream(ahead))
                    .containsExactly(Arrays.stream(unseen)
                            .map(population::label)
                            .distinct()
                            .boxed()
                            .toArray(Integer[]::new));
        }
        ScenarioPlan asked = missions.plan();
        assertThat(missions.flown()).isEqualTo(blind.experiences());
        for (int mission = 0; mission < blind.experiences(); mission++) {
            assertThat(asked.classesOfTask(mission)).isEqualTo(blind.classesOfTask(mission));
            for (int client = 0; client < 3; client++) {
                assertThat(asked.classes(client, mission)).isEqualTo(blind.classes(client, mission));
                assertThat(asked.examples(client, mission)).hasSameSizeAs(blind.examples(client, mission));
            }
        }
        // The largest numbers first: the last images of a class.
        assertThat(Arrays.stream(asked.examples(0, 0))).allMatch(image -> image % 30 >= 23);
    }

    @Test
    void theBaseCanBeTheFirstExperienceOfThoseWhoHoldIt() {
        Population population = Populations.of(6, 10);
        Reconnaissance missions = new Reconnaissance(2, 1, 5, false, 100, ANY);
        ScenarioPlan plan = plan(missions, population, 2, 1);
        ScenarioPlan shifted = plan.withBaseFirst(population, Populations.dealt(population, 2));
        assertThat(shifted.base()).isEmpty();
        assertThat(shifted.experiences()).isEqualTo(plan.experiences() + 1);
        assertThat(shifted.classesOfTask(0)).containsExactly(0, 1);
        assertThat(shifted.classes(0, 0)).containsExactly(0, 1);
        assertThat(shifted.tasks(0, 0)).containsOnly(0);
        assertThat(shifted.examples(0, 0).length + shifted.examples(1, 0).length)
                .isEqualTo(20);
        for (int mission = 0; mission < plan.experiences(); mission++) {
            for (int client = 0; client < 2; client++) {
                assertThat(shifted.examples(client, mission + 1)).isEqualTo(plan.examples(client, mission));
                assertThat(shifted.classes(client, mission + 1)).isEqualTo(plan.classes(client, mission));
                assertThat(shifted.tasks(client, mission + 1)).containsOnly(mission + 1);
            }
            assertThat(shifted.classesOfTask(mission + 1)).isEqualTo(plan.classesOfTask(mission));
        }
        ScenarioPlan none = plan(new Reconnaissance(1, 1, 5, false, 2, ANY), Populations.of(3, 10), 2, 1);
        assertThat(shifted.withBaseFirst(population, Populations.dealt(population, 2)))
                .isSameAs(shifted);
        assertThat(none.withBaseFirst(Populations.of(3, 10), Populations.dealt(Populations.of(3, 10), 2)))
                .isNotEqualTo(none);
    }
}
