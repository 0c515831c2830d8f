package dev.kindling.jobs.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.formats.Csv;
import dev.kindling.data.formats.Idx;
import dev.kindling.data.formats.MissingCells;
import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=idx-files | data.train-images",
                "type=cifar10 | data.path",
                "type=cifar10-files, train=[a] | data.test",
                "type=csv, train=a, test=b | data.label",
            })
    void whatHasNoDefaultMustBeGiven(String section, String key) {
        assertThatThrownBy(() -> read("data=null", "data={" + section + "}"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("EXPERIMENT: missing key " + key + "; add it to the file or give -D " + key + "=...");
    }

    @Test
    void theOtherKeysKeepTheirDefaults() {
        assertThat(read("data=null", "data={type=csv, train=a, test=b, label=c}")
                        .data())
                .isEqualTo(new Csv("a", "b", "c", "", MissingCells.FAIL));
    }

    private static RunConfig read(String... overrides) {
        try {
            return new ConfigReader()
                    .read(
                            path -> new ByteArrayInputStream(EXPERIMENT.getBytes(UTF_8)),
                            "EXPERIMENT",
                            List.of(overrides));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
