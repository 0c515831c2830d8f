package dev.kindling.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AtomicFilesTest {

    private static final byte[] OLD = "old".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "new and longer".getBytes(StandardCharsets.US_ASCII);

    private final java.nio.file.Path folder;

    AtomicFilesTest(@TempDir java.nio.file.Path folder) {
        this.folder = folder;
    }

    /** With Hadoop's checksum files and without. */
    static Stream<Configuration> configurations() {
        return Stream.of(new Configuration(), PlainFiles.configuration(new Configuration()));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aFileIsReplacedAndNothingElseIsLeft(Configuration configuration) throws IOException {
        Path target = target("a/b/file");
        AtomicFiles.write(configuration, target, out -> out.write(OLD));
        AtomicFiles.write(configuration, target, out -> out.write(NEW));
        assertThat(read(configuration, target)).isEqualTo(NEW);
        assertThat(visible("a/b")).containsExactly("file");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aWriterThatFailsLeavesWhatWasThere(Configuration configuration) throws IOException {
        Path target = target("file");
        AtomicFiles.write(configuration, target, out -> out.write(OLD));
        assertThatThrownBy(() -> AtomicFiles.write(configuration, target, out -> {
                    out.write(NEW);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(read(configuration, target)).isEqualTo(OLD);
        assertThat(visible("")).containsExactly("file");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aWriterThatFailsLeavesNothingWhereNothingWas(Configuration configuration) throws IOException {
        assertThatThrownBy(() -> AtomicFiles.write(configuration, target("file"), out -> {
                    out.write(NEW);
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(visible("")).isEmpty();
    }

    @Test
    void whileItIsWrittenTheOldFileIsSeen() throws IOException {
        Configuration configuration = PlainFiles.configuration(new Configuration());
        Path target = target("file");
        AtomicFiles.write(configuration, target, out -> out.write(OLD));
        AtomicFiles.write(configuration, target, out -> {
            out.write(NEW);
            out.flush();
            assertThat(read(configuration, target)).isEqualTo(OLD);
        });
        assertThat(read(configuration, target)).isEqualTo(NEW);
    }

    /** What Hadoop's own local rename breaks: it deletes the old file first. */
    @Test
    void atEveryMomentThereIsAFile() throws Exception {
        Configuration configuration = PlainFiles.configuration(new Configuration());
        Path target = target("file");
        AtomicFiles.write(configuration, target, out -> out.write(OLD));
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger missing = new AtomicInteger();
        Thread watcher = new Thread(() -> {
            while (!done.get()) {
                missing.addAndGet(Files.exists(folder.resolve("file")) ? 0 : 1);
            }
        });
        watcher.start();
        for (int i = 0; i < 200; i++) {
            AtomicFiles.write(configuration, target, out -> out.write(NEW));
        }
        done.set(true);
        watcher.join();
        assertThat(missing).hasValue(0);
    }

    @Test
    void aFolderInTheWayIsTheUsersToMove() throws IOException {
        Files.createDirectories(folder.resolve("file/full"));
        assertThatThrownBy(() -> AtomicFiles.write(
                        PlainFiles.configuration(new Configuration()), target("file"), out -> out.write(NEW)))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("cannot write ");
        assertThat(visible("")).containsExactly("file");
    }

    @Test
    void aFileThatTheWriterMissesIsNotTheFoldersFault() {
        assertThatThrownBy(() -> AtomicFiles.write(new Configuration(), target("file"), out -> {
                    throw new FileNotFoundException("what the writer reads");
                }))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("what the writer reads");
    }

    @Test
    void plainFilesHaveNoChecksumBesideThem() throws IOException {
        AtomicFiles.write(PlainFiles.configuration(new Configuration()), target("file"), out -> out.write(NEW));
        try (Stream<java.nio.file.Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString())).containsExactly("file");
        }
    }

    @Test
    void whereAFolderCannotBeMadeTheUserIsTold() throws IOException {
        Files.write(folder.resolve("taken"), OLD);
        assertThatThrownBy(() -> AtomicFiles.write(
                        PlainFiles.configuration(new Configuration()), target("taken/file"), out -> out.write(NEW)))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("cannot write ")
                .hasMessageEndingWith("; choose a folder that you may write to");
    }

    private Path target(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    private static byte[] read(Configuration configuration, Path path) throws IOException {
        try (var in = path.getFileSystem(configuration).open(path)) {
            return in.readAllBytes();
        }
    }

    /** Names but those of the checksum files that Hadoop keeps for its local files. */
    private List<String> visible(String name) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.list(folder.resolve(name))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(file -> !file.equals(".file.crc"))
                    .toList();
        }
    }
}
