package dev.kindling.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClassesTest {

    @Test
    void everyClassGoesToOneClientAndClassesThatNobodyHasCountForNothing() {
        int[] labels = new int[70];
        // Classes 0, 2, 4 .. 12 of 20.
        Arrays.setAll(labels, i -> 2 * (i % 7));
        Population population = new Population(labels, new int[70], 20);
        PartitionPlan plan = new Classes().plan(population, 3, 1);
        int[] classes = new int[3];
        int[][] table = Plans.table(population, plan);
        for (int label = 0; label < 20; label++) {
            int owners = 0;
            for (int client = 0; client < 3; client++) {
                if (table[client][label] > 0) {
                    owners++;
                    classes[client]++;
                }
            }
            assertThat(owners).isEqualTo(label % 2 == 0 && label < 14 ? 1 : 0);
        }
        assertThat(classes).containsExactlyInAnyOrder(3, 2, 2);
        assertThat(Plans.table(population, new Classes().plan(population, 3, 2)))
                .isNotEqualTo(table);
    }

    @Test
    void fewerClassesThanClientsAreRefused() {
        assertThatThrownBy(() -> new Classes().plan(Plans.population(100, 2, 1, 1), 3, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("client 2 of 3 would hold none");
    }
}
