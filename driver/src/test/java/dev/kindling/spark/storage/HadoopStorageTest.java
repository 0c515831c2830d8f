package dev.kindling.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopStorageTest {

    private static final byte[] BYTES = {1, 2, 3};

    private final Path folder;

    HadoopStorageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.write(folder.resolve("sub/file"), BYTES);
    }

    @Test
    void relativePathsAreLookedForInTheBase() throws IOException {
        requireBytes(storage(folder.toString()), "sub/file");
        requireBytes(storage(folder.toUri().toString()), "sub/file");
        requireBytes(storage(folder.resolve("sub").toString()), "file");
    }

    @Test
    void absolutePathsAreTakenAsTheyAre() throws IOException {
        requireBytes(storage("/elsewhere"), folder.resolve("sub/file").toString());
        requireBytes(storage("/elsewhere"), folder.resolve("sub/file").toUri().toString());
        requireBytes(storage(""), folder.resolve("sub/file").toString());
    }

    @Test
    void aMissingFileIsNamedWithItsWholePath() {
        assertThatThrownBy(() -> storage(folder.toString()).open("sub/other"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(folder.resolve("sub/other").toString());
    }

    @Test
    void anUnknownFileSystemIsTheUsersToAdd() {
        assertThatThrownBy(() -> storage("").open("nosuch://host/file"))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("nosuch://host/file: ")
                .hasMessageEndingWith("; add the jar of that file system");
    }

    @Test
    void itTravelsToTasksWithItsSettings() throws Exception {
        Configuration configuration = new Configuration(false);
        configuration.set("my.key", "my value");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HadoopStorage(configuration, folder.toString()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            HadoopStorage arrived = (HadoopStorage) in.readObject();
            assertThat(arrived.configuration().get("my.key")).isEqualTo("my value");
            requireBytes(arrived, "sub/file");
        }
    }

    private static HadoopStorage storage(String base) {
        return new HadoopStorage(new Configuration(), base);
    }

    private static void requireBytes(HadoopStorage storage, String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
    }
}
