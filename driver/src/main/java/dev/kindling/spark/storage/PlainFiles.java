package dev.kindling.spark.storage;

import org.apache.hadoop.conf.Configuration;

/** Local files as they are, without a hidden {@code .crc} file beside each: Kindling's own files carry their checksums. */
public final class PlainFiles {

    private PlainFiles() {}

    /** A copy of the configuration whose {@code file:} paths have no checksum files. */
    public static Configuration configuration(Configuration hadoop) {
        Configuration plain = new Configuration(hadoop);
        plain.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        plain.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
        plain.setBoolean("fs.file.impl.disable.cache", true);
        return plain;
    }
}
