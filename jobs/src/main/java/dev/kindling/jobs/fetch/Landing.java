package dev.kindling.jobs.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file on its way: beside its target under another name until it is whole, and gone if it never is. */
final class Landing implements AutoCloseable {

    private final Path target;
    private final Path temporary;

    private Landing(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    static Landing before(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(
                Files.createDirectories(folder == null ? target.toAbsolutePath() : folder),
                "." + target.getFileName() + ".",
                ".part");
        // For the user who interrupts.
        temporary.toFile().deleteOnExit();
        return new Landing(target, temporary);
    }

    Path temporary() {
        return temporary;
    }

    /** Puts the whole file into its place and returns its length. */
    long land() throws IOException {
        try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        long length = Files.size(temporary);
        // Temporary files are for their owner's eyes alone; a data set is not.
        temporary.toFile().setReadable(true, false);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return length;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
