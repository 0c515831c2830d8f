package dev.kindling.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that runs of every version left. */
class TrainedModelTest {

    private static final String SHA_256 = "f046202305fe1661fbef3e5bc7a3d20bcac43495b132e8c4d7d006b8ea3a5888";

    @Test
    void aModelOfVersionOneIsRead() throws Exception {
        TrainedModel model = load(golden());

        assertThat(model.sha256()).isEqualTo(SHA_256);
        assertThat(model.card().input()).containsExactly(1, 28, 28);
        assertThat(model.card().classNames()).containsExactly("glyph-0", "glyph-1", "glyph-2", "glyph-3");
        assertThat(model.card().seed()).isEqualTo(7);
        assertThat(model.card().rounds()).isEqualTo(2);
        assertThat(model.config().clients()).isEqualTo(6);
        assertThat(model.parameters().size()).isEqualTo(784 * 4 + 4 + 4 * 4 + 4);
    }

    @Test
    void whatIsWrittenIsVersionOneToTheByte() throws Exception {
        ModelCard card = load(golden()).card();

        assertThat(Run.text(card)).isEqualTo(Files.readString(golden().resolve(RunFolder.MODEL_CARD)));
    }

    @Test
    void anotherVersionIsRefusedBeforeItsKeysAreLookedAt(@TempDir Path folder) throws Exception {
        Files.copy(golden().resolve(RunFolder.MODEL), folder.resolve(RunFolder.MODEL));
        Files.writeString(folder.resolve(RunFolder.MODEL_CARD), "{\"format-version\": 2, \"new\": []}");

        assertThatThrownBy(() -> load(folder))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("model card format version: expected 1, found 2")
                .hasMessageContaining("use the model with the Kindling that wrote it");
    }

    private static TrainedModel load(Path run) throws IOException {
        return TrainedModel.load(new RunFolder(new Configuration(), run.toString()), null, List.of());
    }

    private static Path golden() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TrainedModelTest.class.getResource("version-1"))
                .toURI());
    }
}
