package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.BlockSchedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleChoicesTest {

    private static final String RUN =
            "rounds = 6\nclients = 2\ndata = glyphs\nalgorithm = fedavg\nlearner = local-loss\n";
    private final ConfigReader reader = new ConfigReader();

    private static Storage file(String text) {
        return path -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private RunConfig read(String... overrides) throws IOException {
        return reader.read(file(RUN), "x.conf", List.of(overrides));
    }

    @Test
    void whoSaysNothingTrainsAllBlocksTogether() throws IOException {
        assertThat(read().schedule()).isEqualTo(BlockSchedule.TOGETHER);
        assertThat(reader.fingerprintText(read("schedule=together"))).isEqualTo(reader.fingerprintText(read()));
    }

    @Test
    void anotherScheduleIsAnotherExperiment() throws IOException {
        RunConfig blockwise = read("schedule=block-by-block");
        assertThat(blockwise.schedule()).isEqualTo(BlockSchedule.BLOCK_BY_BLOCK);
        assertThat(reader.difference(read(), blockwise)).contains("schedule");
        assertThat(reader.readAgain(reader.write(blockwise), "again", null, List.of()))
                .isEqualTo(blockwise);
        assertThat(read("learner=null", "learner=noprop", "schedule=concurrent").schedule())
                .isEqualTo(BlockSchedule.CONCURRENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule=concurrent | together or block-by-block, all that this learner allows, found concurrent; choose",
                "schedule=block-by-block;rounds=10 | set rounds = 12",
                "schedule=block-by-block;learner=null;learner=backprop | expected together, all that this learner allows",
                "schedule=block-by-block;learner=null;learner=noprop | together or concurrent",
                "schedule=concurrent;learner=null;learner={type=noprop, embedding=learned} | expected together, all",
                "schedule=concurrent;learner=null;learner=counter-current | leave schedule out",
                "schedule=concurrent;learner=null;learner=cafo;algorithm=closed-form;rounds=1 | expected together, all",
                "schedule=concurrent;learner=null;learner=prototypical;measure=episodes;algorithm=episodes | expected together, all",
                "schedule=block-by-block;algorithm=null;algorithm={type=fedavg, augment=images} | algorithm.augment wants another image",
                "schedule=block-by-block;trainer=spark-mlp | trainer = kindling, but another",
                "schedule=one-by-one | expected one of [together, block-by-block, concurrent]"
            })
    void whatCannotBeHonouredIsRefusedWithTheCure(String overrides, String message) {
        assertThatThrownBy(() -> read(overrides.split(";")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    @Test
    void continualLearningHasNoSchedule() {
        assertThatThrownBy(() -> reader.readContinual(
                        file("schedule = block-by-block\nstrategy = fine-tune\n"), "c.conf", List.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("c.conf: schedule belongs to kindling run")
                .hasMessageContaining("leave it out");
    }
}
