package dev.kindling.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final SettingNames NAMES = new SettingNames(List.of(
            "seed",
            "rounds",
            "partitioner.type",
            "partitioner.alpha",
            "algorithm.type",
            "algorithm.optimizer.rate",
            "algorithm.server-rate",
            "learner.loss.weight",
            "learner.loss.type",
            "faults.attackers.weight"));

    @Test
    void theEndOfANameIsEnoughWhereItIsTheOnlyOne() {
        assertThat(NAMES.resolve("alpha")).isEqualTo("partitioner.alpha");
        assertThat(NAMES.resolve("lr")).isEqualTo("algorithm.optimizer.rate");
        assertThat(NAMES.resolve("rate")).isEqualTo("algorithm.optimizer.rate");
        assertThat(NAMES.resolve("rounds")).isEqualTo("rounds");
        assertThat(NAMES.resolve("partitioner")).isEqualTo("partitioner");
        assertThat(NAMES.resolve("loss")).isEqualTo("learner.loss");
        assertThat(NAMES.resolve("optimizer.rate")).isEqualTo("algorithm.optimizer.rate");
        assertThat(NAMES.resolve("attackers.weight")).isEqualTo("faults.attackers.weight");
        assertThat(NAMES.resolve("algorithm.optimizer.momentum")).isEqualTo("algorithm.optimizer.momentum");
        assertThat(new SettingNames(List.of("algorithm.rate", "x.rate")).resolve("lr"))
                .isEqualTo("algorithm.rate");
    }

    @Test
    void aNameOfSeveralSettingsOrNoneIsRefusedInOneLine() {
        assertThatThrownBy(() -> NAMES.resolve("weight"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("-g weight: expected one setting, found faults.attackers.weight, learner.loss.weight;"
                        + " write which one");
        assertThatThrownBy(() -> NAMES.resolve("optimiser.rate")).hasMessageContaining("found none that ends so");
        assertThatThrownBy(() -> NAMES.resolve("learning")).hasMessageContaining("found none that ends so");
        assertThatThrownBy(() -> new SettingNames(List.of("x.rate")).resolve("lr"))
                .hasMessageContaining("found none");
    }

    @Test
    void aGridIsEveryCombinationAndTheLastKeyVariesFastest() {
        assertThat(search(null, "lr=0.01, 0.1", "alpha=0.1,1").trials())
                .containsExactly(
                        Map.of("lr", "0.01", "alpha", "0.1"),
                        Map.of("lr", "0.01", "alpha", "1"),
                        Map.of("lr", "0.1", "alpha", "0.1"),
                        Map.of("lr", "0.1", "alpha", "1"));
    }

    @Test
    void valuesAreDividedAtCommasOutsideOfBracketsAndQuotes() {
        assertThat(search(null, "learner.hidden=[10,20],[30]", "algorithm.y={a=1,b=2},\"c,d\"")
                        .trials())
                .hasSize(4)
                .contains(Map.of("learner.hidden", "[10,20]", "algorithm.y", "\"c,d\""));
    }

    @Test
    void aRandomSearchIsAFunctionOfItsSeedAndStaysInItsRanges() {
        String[] axes = {"lr=log:0.001..1", "rounds=2..5", "alpha=0.5..0.75", "partitioner=iid,natural"};
        List<Map<String, String>> drawn = search(200, axes).trials();

        assertThat(drawn)
                .hasSize(200)
                .doesNotHaveDuplicates()
                .isEqualTo(search(200, axes).trials());
        assertThat(drawn).allSatisfy(trial -> {
            assertThat(number(trial, "lr")).isBetween(0.001, 1.0);
            assertThat(number(trial, "alpha")).isBetween(0.5, 0.75);
        });
        assertThat(drawn).extracting(trial -> trial.get("rounds")).containsOnly("2", "3", "4", "5");
        assertThat(drawn).extracting(trial -> trial.get("partitioner")).containsOnly("iid", "natural");
        // Uniform in the logarithm: a third of the draws in each decade, give or take four deviations.
        assertThat(drawn.stream().filter(trial -> number(trial, "lr") < 0.01).count())
                .isBetween(40L, 94L);
        assertThat(search(3, axes).trials()).isEqualTo(drawn.subList(0, 3));
    }

    @Test
    void aRandomSearchOfFewValuesFindsThemAll() {
        assertThat(search(50, "lr=0.1,1", "alpha=1,2,3").trials()).hasSize(6);
    }

    @Test
    void whatMakesNoSearchIsRefused() {
        assertThatThrownBy(() -> search(null)).hasMessageContaining("-g must be given at least once");
        assertThatThrownBy(() -> search(null, "lr=")).hasMessageContaining("expected key=value,value");
        assertThatThrownBy(() -> search(null, "lr=1,,2")).hasMessageContaining("found nothing");
        assertThatThrownBy(() -> search(null, "lr=0.1..1")).hasMessageContaining("a grid has no ranges");
        assertThatThrownBy(() -> search(2, "lr=log:0..1").trials()).hasMessageContaining("both above 0");
        assertThatThrownBy(() -> search(2, "lr=2..1").trials()).hasMessageContaining("from a lower to a higher");
        assertThatThrownBy(() -> search(null, "lr=1", "algorithm.optimizer.rate=2"))
                .hasMessageContaining("expected once, found twice");
        assertThatThrownBy(() -> search(null, "seed=1,2")).hasMessageContaining("use --seeds");
    }

    private static double number(Map<String, String> trial, String name) {
        return Double.parseDouble(String.valueOf(trial.get(name)));
    }

    private static Search search(@Nullable Integer random, String... axes) {
        return new Search(
                List.of(axes).stream().map(axis -> Axis.parse(axis, NAMES)).toList(), random, 3);
    }
}
