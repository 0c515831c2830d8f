package dev.kindling.continual.strategy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.contrastive.Relation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void everySettingOutOfItsRangeIsRefusedByName() {
        refused(() -> new Ewc(-1, 1), "lambda must be in [0, infinity) but was -1.0");
        refused(() -> new Ewc(1, 1.5), "decay must be in [0, 1] but was 1.5");
        refused(() -> new SynapticIntelligence(-1, 1), "c must be in [0, infinity) but was -1.0");
        refused(() -> new SynapticIntelligence(1, 0), "xi must be above 0 but was 0.0");
        refused(() -> new LearningWithoutForgetting(0), "temperature must be above 0 but was 0.0");
        refused(() -> new ExperienceReplay(0, 1), "memory must be at least 1 but was 0");
        refused(() -> new ExperienceReplay(1, 0), "replay must be at least 1 but was 0");
        refused(() -> new DarkExperienceReplay(0, 1, 1, 1), "memory must be at least 1 but was 0");
        refused(() -> new DarkExperienceReplay(1, 0, 1, 1), "replay must be at least 1 but was 0");
        refused(() -> new DarkExperienceReplay(1, 1, -1, 1), "alpha must be in [0, infinity) but was -1.0");
        refused(() -> new DarkExperienceReplay(1, 1, 1, -1), "beta must be in [0, infinity) but was -1.0");
        refused(() -> new GDumb(0, 1), "memory must be at least 1 but was 0");
        refused(() -> new GDumb(1, 0), "rounds must be at least 1 but was 0");
        refused(() -> new Icarl(0, 1, 1), "memory must be at least 1 but was 0");
        refused(() -> new Icarl(1, 0, 1), "replay must be at least 1 but was 0");
        refused(() -> new Icarl(1, 1, 0), "candidates must be at least 1 but was 0");
        refused(() -> new PrototypeRelation(-1, 1, Relation.SAMPLES), "beta must be in [0, infinity) but was -1.0");
        refused(() -> new PrototypeRelation(1, 0, Relation.SAMPLES), "temperature must be above 0 but was 0.0");
    }

    private static void refused(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(UserMistake.class).hasMessage(message);
    }
}
