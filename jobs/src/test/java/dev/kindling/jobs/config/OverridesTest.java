package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.formats.Idx;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {

    private static final String EXPERIMENT =
            """
            rounds = 1
            clients = 1
            data { type = idx, path = mnist }
            learner { type = backprop }
            algorithm = fedavg
            """;

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://h/d", "file:/x", "s3a://bucket/a b", "/a//b", "c:\\d", "mnist", "/a/b"})
    void aPathIsTakenAsItIsWritten(String path) {
        assertThat(read("data.path=" + path).data()).isEqualTo(new Idx(path, 10));
        assertThat(read("data.path = \"" + path.replace("\\", "\\\\") + "\"").data())
                .isEqualTo(new Idx(path, 10));
    }

    @Test
    void sectionsAndReferencesAreHocon() {
        RunConfig config = read("data={type:idx,path:\"hdfs://h/d\"}", "clients=${rounds}", "learner.hidden=[3]");

        assertThat(config.data()).isEqualTo(new Idx("hdfs://h/d", 10));
        assertThat(config.clients()).isEqualTo(1);
    }

    private static RunConfig read(String... overrides) {
        return new ConfigReader().readAgain(EXPERIMENT, "EXPERIMENT", null, List.of(overrides));
    }
}
