package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;
import java.util.List;

/** Checks that the data sets' settings share. */
final class Settings {

    private Settings() {}

    static void requireText(String key, String value) {
        UserMistake.requireRange(!value.isBlank(), key, "a path or name", "empty");
    }

    static List<String> requirePaths(String key, List<String> paths) {
        UserMistake.requireRange(!paths.isEmpty(), key, "a list of at least one path", "empty");
        paths.forEach(path -> requireText(key, path));
        return List.copyOf(paths);
    }

    /** A file of a folder; folders may be URIs, so the separator is always a slash. */
    static String inFolder(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }
}
