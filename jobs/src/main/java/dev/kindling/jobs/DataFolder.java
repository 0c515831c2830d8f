package dev.kindling.jobs;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where real data is looked for: the folder that KINDLING_DATA names, else data/ in the working directory. */
final class DataFolder {

    private DataFolder() {}

    /** A whole path, since executors work in other folders than the driver. */
    static String location(Configuration hadoop) throws IOException {
        Path folder = new Path(named());
        return folder.getFileSystem(hadoop).makeQualified(folder).toString();
    }

    /** As it was named, for what is written there by this process. */
    static String named() {
        String named = System.getenv("KINDLING_DATA");
        return named == null || named.isBlank() ? "data" : named;
    }
}
