package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be found in files that others write, move and delete meanwhile. */
final class Traces {

    private Traces() {}

    /** The files below {@code folder}, written since {@code since}, whose bytes have {@code marker} among them: their names. */
    static Set<String> of(byte[] marker, Path folder, Instant since) throws IOException {
        String text = new String(marker, StandardCharsets.ISO_8859_1);
        Set<String> found = new TreeSet<>();
        for (Path file : files(folder, since)) {
            try {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file.getFileName().toString());
                }
            } catch (IOException gone) {
                // Nobody can read it any more.
            }
        }
        return found;
    }

    /** The names of the files below {@code folder}, written since {@code since}; jars apart. */
    static Set<String> names(Path folder, Instant since) throws IOException {
        return files(folder, since).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder, Instant since) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                if (!file.toString().endsWith(".jar")
                        && facts.isRegularFile()
                        && !facts.lastModifiedTime().toInstant().isBefore(since)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
