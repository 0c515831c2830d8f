package dev.kindling.jobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The figures as JSON: a file beside it is begun before anything is measured, and moved over it when it is whole. */
public final class FiguresFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;

    private FiguresFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /** Refuses a file that could not be written in the end. */
    public static FiguresFile begin(Path file) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new UserMistake("cannot write " + target + ": it is a folder; give --json another file");
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.createDirectories(folder);
            Files.write(temporary, new byte[0]);
        } catch (IOException refused) {
            throw new UserMistake(
                    "cannot write " + target + ": " + refused + "; choose a folder that you may write to", refused);
        }
        return new FiguresFile(target, temporary);
    }

    /** The figures of each benchmark, by its name. */
    public void write(Map<String, List<Figure>> figures) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), figures);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
