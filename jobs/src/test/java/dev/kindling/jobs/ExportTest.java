package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kindling export} of a run that needs no training first: a perceptron of 784, 4 and 4 units. */
class ExportTest {

    private static final String RUN = "src/test/resources/dev/kindling/jobs/run/version-1";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anOnnxFileIsNamedWithItsDigestAndKnowsItsModel() throws IOException {
        Path file = folder.resolve("deep/er/model.onnx");

        Answer answer = export("onnx", file);

        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        byte[] bytes = Files.readAllBytes(file);
        assertThat(answer.out().lines())
                .containsExactly(
                        file.toString(),
                        String.format("%,d bytes, SHA-256 %s", bytes.length, DigestUtils.sha256Hex(bytes)));
        // IR version 8, then the producer.
        assertThat(Arrays.copyOf(bytes, 12)).containsExactly(8, 8, 18, 8, 'k', 'i', 'n', 'd', 'l', 'i', 'n', 'g');
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("scores", "probabilities", "[\"glyph-0\",\"glyph-1\",\"glyph-2\",\"glyph-3\"]")
                .contains(DigestUtils.sha256Hex(Files.readAllBytes(Path.of(RUN, "model.safetensors"))));
        assertThat(names(file)).containsExactly("model.onnx");
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.writeString(file, "mine");

        assertRefused(export("onnx", file), "--out: " + file + " exists; give another name, or --force to replace it");
        assertThat(file).hasContent("mine");
        assertThat(export("onnx", file, "--force").exit()).isZero();
        assertThat(Files.size(file)).isGreaterThan(4 * (784 * 4 + 4 + 4 * 4 + 4));
        assertRefused(export("onnx", folder, "--force"), "exists; give another name, this one is a folder's");
        assertThat(names(file)).containsExactly("model.onnx");
    }

    @Test
    void aSafetensorsFileKeepsTheRulesOfItsFormat() throws IOException {
        Path file = folder.resolve("model.safetensors");

        assertThat(export("safetensors", file).exit()).isZero();

        // Eight bytes, little-endian: the length of the header, which begins with a brace; then data, aligned.
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat((8 + length) % 8).isZero();
        assertThat(bytes[8]).isEqualTo((byte) '{');
        JsonNode header = new ObjectMapper().readTree(bytes, 8, length);
        // Metadata are texts.
        JsonNode metadata = header.get("__metadata__");
        metadata.forEach(value -> assertThat(value.isTextual()).isTrue());
        assertThat(metadata.get("format").asText()).isEqualTo("pt");
        assertThat(metadata.get("kindling.output").asText()).isEqualTo("scores");
        // Tensors of known types lie one behind another, without holes, to the end of the file.
        List<String> tensors = new ArrayList<>();
        long end = 0;
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                JsonNode tensor = entry.getValue();
                tensors.add(entry.getKey() + tensor.get("shape"));
                long values = 1;
                for (JsonNode dimension : tensor.get("shape")) {
                    values *= dimension.asLong();
                }
                assertThat(tensor.get("dtype").asText()).isEqualTo("F32");
                assertThat(tensor.get("data_offsets").get(0).asLong()).isEqualTo(end);
                end += 4 * values;
                assertThat(tensor.get("data_offsets").get(1).asLong()).isEqualTo(end);
            }
        }
        assertThat(8 + length + end).isEqualTo(bytes.length);
        assertThat(tensors)
                .containsExactly("hidden0.weight[4,784]", "hidden0.bias[4]", "output.weight[4,4]", "output.bias[4]");
    }

    @Test
    @Tag("slow")
    void aZipForDeeplearning4jIsWrittenWhole() throws IOException {
        Path file = folder.resolve("model.zip");

        assertThat(export("dl4j", file).exit()).isZero();

        try (var zip = new java.util.zip.ZipFile(file.toFile())) {
            assertThat(zip.stream().map(java.util.zip.ZipEntry::getName))
                    .contains("configuration.json", "coefficients.bin");
        }
        assertThat(names(file)).containsExactly("model.zip");
    }

    @Test
    void whatCannotBeExportedIsSaidInOneLine() {
        Path file = folder.resolve("model");
        Answer none = CommandLineSession.kindling("export", "nowhere", "--format", "onnx", "--out", file.toString());
        assertRefused(none, "no model.json in nowhere");
        Answer format = export("onxx", file);
        assertThat(format.exit()).isEqualTo(2);
        assertThat(format.err()).contains("--format", "onxx");
        assertThat(CommandLineSession.kindling("export", RUN, "--format", "onnx")
                        .err())
                .contains("Missing required option: '--out=FILE'");
        assertThat(file).doesNotExist();
    }

    private static Answer export(String format, Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("export", RUN, "--format", format, "--out", file.toString()));
        arguments.addAll(List.of(more));
        return CommandLineSession.kindling(arguments.toArray(String[]::new));
    }

    private static void assertRefused(Answer answer, String message) {
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err().lines()).singleElement().asString().contains(message);
    }

    private static List<String> names(Path file) throws IOException {
        try (var files = Files.list(java.util.Objects.requireNonNull(file.getParent()))) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
