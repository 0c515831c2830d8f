package dev.kindling.data.formats;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A short text file as its lines: class names, lists of classes. */
final class TextLines {

    private static final int MOST_BYTES = 1 << 22;

    private final String path;
    private final List<String> lines;

    private TextLines(String path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    static TextLines read(String path, Storage storage) throws IOException {
        try (DataFile file = DataFile.open(path, storage)) {
            byte[] bytes = file.readNBytes(MOST_BYTES + 1);
            if (bytes.length == 0 || bytes.length > MOST_BYTES) {
                throw UserMistake.of(
                        "size of a list",
                        "1 to " + MOST_BYTES + " bytes",
                        bytes.length == 0 ? "0" : "more",
                        file.path(),
                        DataFile.FETCH_AGAIN);
            }
            return new TextLines(
                    file.path(),
                    new String(bytes, StandardCharsets.UTF_8).lines().toList());
        }
    }

    int size() {
        return lines.size();
    }

    String get(int line) {
        return lines.get(line);
    }

    /** A line as an error names it, counting from 1. */
    String place(int line) {
        return path + ", line " + (line + 1);
    }

    String path() {
        return path;
    }
}
