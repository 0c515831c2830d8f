package dev.kindling.spark.storage;

import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/** Files that appear whole under their name or not at all: written beside it, synced, then renamed over it. */
public final class AtomicFiles {

    private AtomicFiles() {}

    /** Writes what a file holds. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces the file at {@code path}, creating its folder if there is none. */
    public static void write(Configuration configuration, Path path, Content content) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        FileContext context =
                FileContext.getFileContext(files.makeQualified(path).toUri(), configuration);
        Path target = files.makeQualified(path);
        Path temporary = new Path(target.getParent(), "." + target.getName() + ".tmp");
        makeFolder(context, target);
        boolean done = false;
        try {
            try (FSDataOutputStream out =
                    context.create(temporary, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
                content.writeTo(out);
                out.hsync();
            }
            // FileSystem.rename refuses an existing target, or moves into it; FileContext's replaces it.
            context.rename(temporary, target, Options.Rename.OVERWRITE);
            done = true;
        } catch (AccessControlException
                | FileAlreadyExistsException
                | ParentNotDirectoryException
                | FileNotFoundException refused) {
            // No permission, a file in the way of a folder, and what the local file system says where it may not
            // create.
            throw notWritable(target, refused);
        } finally {
            if (!done) {
                files.delete(temporary, false);
            }
        }
    }

    /** Local file systems say in several ways that a folder cannot be made. */
    private static void makeFolder(FileContext context, Path target) {
        try {
            context.mkdir(target.getParent(), FsPermission.getDirDefault(), true);
        } catch (IOException refused) {
            throw notWritable(target, refused);
        }
    }

    private static UserMistake notWritable(Path target, IOException refused) {
        return new UserMistake(
                "cannot write " + target + ": " + refused.getMessage() + "; choose a folder that you may write to",
                refused);
    }
}
