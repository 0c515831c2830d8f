package dev.kindling.data;

import java.io.IOException;
import java.io.InputStream;

/** Opens the bytes behind a path. The driver opens any Hadoop path; a test opens what it likes. */
@FunctionalInterface
public interface Storage {

    /**
     * The bytes of a file as they are stored, from the first on; the caller closes them.
     *
     * @throws java.io.FileNotFoundException if there is no such file
     */
    InputStream open(String path) throws IOException;
}
