package dev.kindling.jobs;

import dev.kindling.fault.UserMistake;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where real data is looked for: the folder that KINDLING_DATA names, else data/ in the working directory. */
final class DataFolder {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:");

    private DataFolder() {}

    /** The same for what needs a folder of this machine. */
    static String local() {
        String folder = location();
        if (SCHEME.matcher(folder).lookingAt()) {
            throw new UserMistake("KINDLING_DATA: expected a local folder, found " + folder + "; give one with --to");
        }
        return folder;
    }

    static String location() {
        String named = System.getenv("KINDLING_DATA");
        String folder = named == null || named.isBlank() ? "data" : named;
        // A path without a scheme is written out, so that an error says where a file was looked for.
        return SCHEME.matcher(folder).lookingAt()
                ? folder
                : Path.of(folder).toAbsolutePath().toString();
    }
}
