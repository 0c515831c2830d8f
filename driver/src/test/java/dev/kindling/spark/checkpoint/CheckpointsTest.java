package dev.kindling.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.storage.PlainFiles;
import dev.kindling.spark.training.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private final Path folder;

    CheckpointsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anEmptyOrMissingFolderHasNoCheckpoint() throws IOException {
        assertThat(checkpoints("c").latest(layout())).isEmpty();
        assertThat(new Checkpoints(configuration(), hadoop(folder.resolve("none")), "c").latest(layout()))
                .isEmpty();
    }

    @Test
    void theLatestOfSeveralComesBackAndTheNewestThreeAreKept() throws IOException {
        for (int round : new int[] {1, 2, 9, 10, 100}) {
            checkpoints("c").save(state(round));
        }
        requireRound(checkpoints("c").latest(layout()), 100);
        assertThat(names())
                .containsExactly("round-00000009.checkpoint", "round-00000010.checkpoint", "round-00000100.checkpoint");
    }

    @Test
    void aTruncatedOrFlippedNewestFallsBackToTheOneBeforeAndSaysSo() throws IOException {
        checkpoints("c").save(state(1));
        checkpoints("c").save(state(2));
        byte[] whole = Files.readAllBytes(file(2));
        for (int position :
                new int[] {0, 9, whole.length / 2, whole.length - 65, whole.length - 64, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[position] ^= 1;
            requireFallback(flipped);
        }
        for (int length : new int[] {0, 1, 63, 64, 65, whole.length - 64, whole.length - 1}) {
            requireFallback(Arrays.copyOf(whole, length));
        }
        requireFallback(Arrays.copyOf(whole, whole.length + 1));
    }

    private void requireFallback(byte[] damaged) throws IOException {
        Files.write(file(2), damaged);
        try (Warnings warnings = new Warnings(Checkpoints.class)) {
            requireRound(checkpoints("c").latest(layout()), 1);
            assertThat(warnings.messages()).hasSize(1);
            assertThat(warnings.messages().get(0))
                    .startsWith("checkpoint ")
                    .contains("round-00000002.checkpoint is damaged or cut short");
        }
    }

    @Test
    void ifAllAreDamagedThereIsNone() throws IOException {
        damageAll();
        try (Warnings warnings = new Warnings(Checkpoints.class)) {
            assertThat(checkpoints("c").latest(layout())).isEmpty();
            assertThat(warnings.messages()).hasSize(3);
        }
    }

    @Test
    void aRunThatStartsAnewOverDamagedCheckpointsKeepsItsOwn() throws IOException {
        damageAll();
        try (Warnings warnings = new Warnings(Checkpoints.class)) {
            checkpoints("c").save(state(1));
            requireRound(checkpoints("c").latest(layout()), 1);
            for (int round = 2; round <= 5; round++) {
                checkpoints("c").save(state(round));
            }
            requireRound(checkpoints("c").latest(layout()), 5);
            assertThat(warnings.messages()).isNotEmpty();
        }
        for (int round = 6; round <= 10; round++) {
            checkpoints("c").save(state(round));
        }
        assertThat(names()).hasSize(3).contains("round-00000010.checkpoint");
    }

    private void damageAll() throws IOException {
        for (int round : new int[] {7, 8, 9}) {
            checkpoints("c").save(state(round));
            Files.write(file(round), new byte[100]);
        }
    }

    @Test
    void anotherConfigurationIsRefusedInOneLine() throws IOException {
        checkpoints("mine").save(state(1));
        assertThatThrownBy(() -> checkpoints("yours").latest(layout()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("checkpoint configuration: expected yours, found mine, in ")
                .hasMessageEndingWith("; resume with the configuration the run was started with, or start a new run"
                        + " with another --out")
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void aNewerFormatIsRefusedWithACureThatHelps() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Safetensors.write(
                state(1).model(),
                Map.of("kindling.checkpoint", "2", "kindling.round", "1", "kindling.config", "c"),
                body);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.toByteArray());
        body.write(HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII));
        Files.write(file(1), body.toByteArray());
        assertThatThrownBy(() -> checkpoints("c").latest(layout()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("checkpoint format version: expected 1, found 2, in ")
                .hasMessageEndingWith(
                        "; resume with the Kindling that wrote it, or start a new run with another" + " --out");
    }

    @Test
    void whereProductsRoundOtherwiseItIsRefusedInOneLine() throws IOException {
        new Checkpoints(configuration(), hadoop(folder), "c", 0xabcL).save(state(1));
        assertThatThrownBy(() -> new Checkpoints(configuration(), hadoop(folder), "c", 0xdefL).latest(layout()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "checkpoint BLAS fingerprint: expected 0000000000000def, found 0000000000000abc, in ")
                .hasMessageEndingWith(
                        "; resume with the OPENBLAS_CORETYPE the run was started with (Haswell suits all),"
                                + " or start a new run with another --out")
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void filesOfOtherNamesAreLeftAlone() throws IOException {
        Files.writeString(folder.resolve("round-99999999.checkpoint.tmp"), "x");
        Files.writeString(folder.resolve("notes.txt"), "x");
        checkpoints("c").save(state(3));
        requireRound(checkpoints("c").latest(layout()), 3);
        assertThat(names()).hasSize(3);
    }

    private Checkpoints checkpoints(String config) {
        return new Checkpoints(configuration(), hadoop(folder), config);
    }

    private static Configuration configuration() {
        return PlainFiles.configuration(new Configuration());
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }

    private Path file(int round) {
        return folder.resolve(String.format("round-%08d.checkpoint", round));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Layout layout() {
        Layout.Builder layout = Layout.builder();
        layout.add("a", 2, 2);
        layout.nextBlock();
        layout.add("b", 3);
        return layout.build();
    }

    private static RunState state(int round) {
        float[] values = {round, 2, -0f, Float.MIN_VALUE, 5, 6, 1f / round};
        return new RunState(round, new Parameters(layout(), values));
    }

    private static void requireRound(Optional<RunState> found, int round) {
        assertThat(found).contains(state(round));
    }
}
