package dev.kindling.jobs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kindling.codec.Safetensors;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.checkpoint.Checkpoints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Models, model cards and checkpoints of any bytes. */
class ModelFilesFuzzTest {

    private static final Configuration HADOOP = new Configuration(false);
    private static final String MODEL = "model.safetensors";
    private static final String CARD = "model.json";
    private static final String MANIFEST = "round-00000001.checkpoint";
    private static final String PART = "round-00000001.model.safetensors";

    private static Path folder;

    @BeforeAll
    static void makeFolder() throws IOException {
        HADOOP.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        folder = Files.createTempDirectory("kindling-fuzz");
        try (OutputStream out = Files.newOutputStream(folder.resolve(MODEL))) {
            Safetensors.write(model(), Map.of(), out);
        }
        Files.copy(folder.resolve(MODEL), folder.resolve(PART));
    }

    @AfterAll
    static void removeFolder() throws IOException {
        for (String name : List.of(MODEL, CARD, MANIFEST, PART)) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    private static Parameters model() {
        Layout.Builder layout = Layout.builder();
        layout.add("w", 2);
        return new Parameters(layout.build(), new float[2]);
    }

    @FuzzTest(maxDuration = "10m")
    void safetensors(byte[] bytes) throws IOException {
        ForeignBytes.readOrRefused(
                bytes.length, () -> Safetensors.read(new ByteArrayInputStream(bytes), "a.safetensors"));
    }

    @FuzzTest(maxDuration = "10m")
    void modelCard(byte[] bytes) throws IOException {
        Files.write(folder.resolve(CARD), bytes);
        RunFolder run = new RunFolder(HADOOP, folder.toString());
        ForeignBytes.readOrRefused(bytes.length, () -> TrainedModel.load(run, null, List.of()));
    }

    @FuzzTest(maxDuration = "10m")
    void checkpoint(byte[] bytes) throws IOException {
        Files.write(folder.resolve(MANIFEST), bytes);
        resume(bytes.length);
    }

    /** With the checksum that the text needs to be looked at. */
    @FuzzTest(maxDuration = "10m")
    void manifest(byte[] bytes) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.write(bytes);
        sealed.write(DigestUtils.sha256Hex(bytes).getBytes(StandardCharsets.US_ASCII));
        Files.write(folder.resolve(MANIFEST), sealed.toByteArray());
        resume(bytes.length);
    }

    private static void resume(int length) throws IOException {
        Checkpoints checkpoints = new Checkpoints(HADOOP, new org.apache.hadoop.fs.Path(folder.toUri()), "c", 2);
        ForeignBytes.readOrRefused(length, () -> checkpoints.latest(model().layout()));
    }
}
