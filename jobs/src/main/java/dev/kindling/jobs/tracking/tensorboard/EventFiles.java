package dev.kindling.jobs.tracking.tensorboard;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * The event files of one attempt at a run. Where the file system can show a file that is being written it is one file, flushed after every
 * event; an object store shows a file when it is closed, so there a file is closed, and the next begun, with the first event after {@value #PART_SECONDS} seconds. TensorBoard
 * reads the files of a folder one after another in the order of their names.
 */
final class EventFiles implements AutoCloseable {

    static final int PART_SECONDS = 60;

    private final FileSystem files;
    private final Path folder;
    private final long second;
    private int part;
    private double partSince;
    private @Nullable FSDataOutputStream out;

    /** {@code now} in seconds since 1970 names the files. */
    EventFiles(Configuration hadoop, Path folder, double now) throws IOException {
        this.files = folder.getFileSystem(hadoop);
        this.folder = folder;
        this.second = (long) now;
    }

    /** Writes one event that happened at {@code now}. */
    void write(byte[] event, double now) throws IOException {
        FSDataOutputStream open = out == null ? begin(now) : out;
        RecordFrame.write(event, open);
        if (open.hasCapability(StreamCapabilities.HSYNC)) {
            open.hflush();
        } else if (now - partSince >= PART_SECONDS) {
            close();
        }
    }

    private FSDataOutputStream begin(double now) throws IOException {
        // Another attempt of the same second has taken the first names.
        Path file = file();
        while (files.exists(file)) {
            part++;
            file = file();
        }
        FSDataOutputStream begun = files.create(file, false);
        out = begun;
        partSince = now;
        RecordFrame.write(Event.fileVersion(now), begun);
        return begun;
    }

    private Path file() {
        return new Path(folder, String.format(Locale.ROOT, "events.out.tfevents.%010d.kindling.%04d", second, part));
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            FSDataOutputStream open = out;
            out = null;
            open.close();
        }
    }
}
