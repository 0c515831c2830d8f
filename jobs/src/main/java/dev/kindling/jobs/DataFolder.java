package dev.kindling.jobs;

/** Where real data is looked for: the folder that KINDLING_DATA names, else data/ in the working directory. */
final class DataFolder {

    private DataFolder() {}

    static String location() {
        String named = System.getenv("KINDLING_DATA");
        return named == null || named.isBlank() ? "data" : named;
    }
}
