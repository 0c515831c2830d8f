package dev.kindling.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.storage.PlainFiles;
import dev.kindling.spark.training.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
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
        assertThat(new Checkpoints(configuration(), hadoop(folder.resolve("none")), "c", 3).latest(layout()))
                .isEmpty();
    }

    @Test
    void theLatestOfSeveralComesBackAndTheNewestThreeAreKept() throws IOException {
        for (int round : new int[] {1, 2, 9, 10, 100}) {
            checkpoints("c").save(state(round));
        }
        requireRound(checkpoints("c").latest(layout()), 100);
        assertThat(names())
                .containsExactly(
                        "round-00000009.checkpoint",
                        "round-00000009.model.safetensors",
                        "round-00000010.checkpoint",
                        "round-00000010.model.safetensors",
                        "round-00000100.checkpoint",
                        "round-00000100.model.safetensors");
    }

    @Test
    void asManyAreKeptAsTheRunAsksFor() throws IOException {
        for (int round = 1; round <= 3; round++) {
            new Checkpoints(configuration(), hadoop(folder), "c", 1).save(state(round));
        }
        assertThat(names()).containsExactly("round-00000003.checkpoint", "round-00000003.model.safetensors");
    }

    @Test
    void whatAKilledDriverLeftGoesWithTheNextCheckpoint() throws IOException {
        for (String remains : List.of(".round-00000002.model.safetensors.tmp", "round-00000002.model.safetensors")) {
            Files.writeString(folder.resolve(remains), "half");
        }
        checkpoints("c").save(state(3));
        assertThat(names()).containsExactly("round-00000003.checkpoint", "round-00000003.model.safetensors");
    }

    @Test
    void aTruncatedFlippedOrMissingPartIsNamedAndTheOneBeforeUsed() throws IOException {
        checkpoints("c").save(state(1));
        checkpoints("c").save(state(2));
        Path part = folder.resolve("round-00000002.model.safetensors");
        for (byte[] damaged : damages(Files.readAllBytes(part))) {
            Files.write(part, damaged);
            requireFallback("its part round-00000002.model.safetensors ");
        }
        Files.delete(part);
        requireFallback("its part round-00000002.model.safetensors is missing; using the one before it");
    }

    @Test
    void aTruncatedOrFlippedManifestIsNamedAndTheOneBeforeUsed() throws IOException {
        checkpoints("c").save(state(1));
        checkpoints("c").save(state(2));
        for (byte[] damaged : damages(Files.readAllBytes(file(2)))) {
            Files.write(file(2), damaged);
            requireFallback("it");
        }
    }

    private static List<byte[]> damages(byte[] whole) {
        List<byte[]> all = new ArrayList<>();
        for (int position :
                new int[] {0, 9, whole.length / 2, whole.length - 65, whole.length - 64, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[position] ^= 1;
            all.add(flipped);
        }
        for (int length : new int[] {0, 1, 63, 64, 65, whole.length - 64, whole.length - 1, whole.length + 1}) {
            all.add(Arrays.copyOf(whole, length));
        }
        return all;
    }

    private void requireFallback(String reason) throws IOException {
        try (Warnings warnings = new Warnings(Checkpoints.class)) {
            requireRound(checkpoints("c").latest(layout()), 1);
            assertThat(warnings.messages()).hasSize(1);
            assertThat(warnings.messages().get(0))
                    .startsWith("checkpoint ")
                    .contains("round-00000002.checkpoint is damaged: " + reason)
                    .endsWith("; using the one before it");
        }
    }

    @Test
    void checkpointsOfEveryVersionAreRead() throws Exception {
        for (String version : List.of("version-1", "version-2")) {
            Path golden = Path.of(
                    Objects.requireNonNull(getClass().getResource(version)).toURI());
            assertThat(new Checkpoints(configuration(), hadoop(golden), "c", 3, 0xabcL).latest(layout()))
                    .as(version)
                    .contains(state(3));
        }
    }

    @Test
    void whatIsWrittenIsVersionTwoToTheByte() throws Exception {
        new Checkpoints(configuration(), hadoop(folder), "c", 3, 0xabcL).save(state(3));
        for (String name : names()) {
            Path golden = Path.of(Objects.requireNonNull(getClass().getResource("version-2/" + name))
                    .toURI());
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(golden);
        }
        assertThat(names()).hasSize(2);
    }

    @Test
    void aPartOutsideTheFolderIsRefusedUnopened() throws IOException {
        checkpoints("c").save(state(1));
        String manifest = Files.readString(file(1));
        Path outside = folder.resolveSibling("outside.model.safetensors");
        Files.copy(folder.resolve("round-00000001.model.safetensors"), outside);
        for (String name : List.of(
                "../outside.model.safetensors",
                outside.toString(),
                outside.toUri().toString(),
                "round-00000001/../../outside.model.safetensors",
                "round-00000002.model.safetensors")) {
            seal(file(1), manifest.replace("round-00000001.model.safetensors", name));
            assertThatThrownBy(() -> checkpoints("c").latest(layout()))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("checkpoint name of a part: expected round-00000001.*.safetensors, found ");
        }
        Files.delete(outside);
    }

    /** Gives a changed manifest the checksum that it needs. */
    private static void seal(Path file, String manifest) throws IOException {
        byte[] text = manifest.substring(0, manifest.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
        Files.writeString(file, new String(text, StandardCharsets.UTF_8) + DigestUtils.sha256Hex(text));
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
        assertThat(names()).hasSize(6).contains("round-00000010.checkpoint");
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
    void aNewerFormatIsRefusedWithACureThatHelps() throws IOException {
        checkpoints("c").save(state(1));
        seal(file(1), Files.readString(file(1)).replace("\"format-version\" : 2", "\"format-version\" : 3"));
        assertThatThrownBy(() -> checkpoints("c").latest(layout()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("checkpoint format version: expected at most 2, found 3, in ")
                .hasMessageEndingWith(
                        "; resume with the Kindling that wrote it, or start a new run with another" + " --out");
    }

    @Test
    void whereProductsRoundOtherwiseItIsRefusedInOneLine() throws IOException {
        new Checkpoints(configuration(), hadoop(folder), "c", 3, 0xabcL).save(state(1));
        assertThatThrownBy(() -> new Checkpoints(configuration(), hadoop(folder), "c", 3, 0xdefL).latest(layout()))
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
        assertThat(names()).hasSize(4);
    }

    private Checkpoints checkpoints(String config) {
        return new Checkpoints(configuration(), hadoop(folder), config, 3);
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
