package dev.kindling.spark.storage;

import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import org.apache.commons.io.output.CountingOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Files that appear whole under their name or not at all: written beside it, synced, then renamed over it. */
public final class AtomicFiles {

    /** It opens no folders. */
    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    private AtomicFiles() {}

    /** Writes what a file holds. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * A file as it was handed to the file system.
     *
     * @param sha256 of its bytes, in hexadecimal
     */
    public record Written(long bytes, String sha256) {}

    /** As {@link #write}, and tells what was written. */
    public static Written writeDigested(Configuration configuration, Path path, Content content) throws IOException {
        MessageDigest sha = sha256();
        long[] bytes = new long[1];
        write(configuration, path, out -> {
            CountingOutputStream counted = new CountingOutputStream(new DigestOutputStream(out, sha));
            content.writeTo(counted);
            counted.flush();
            bytes[0] = counted.getByteCount();
        });
        return new Written(bytes[0], HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Replaces the file at {@code path}, creating its folder if there is none. */
    public static void write(Configuration configuration, Path path, Content content) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        Path target = files.makeQualified(path);
        FileContext context = FileContext.getFileContext(target.toUri(), configuration);
        Path temporary = new Path(target.getParent(), "." + target.getName() + ".tmp");
        makeFolder(context, target);
        boolean done = false;
        try {
            try (FSDataOutputStream out = create(context, temporary, target)) {
                content.writeTo(out);
                // Object stores have none: they publish at close, whole.
                if (out.hasCapability(StreamCapabilities.HSYNC)) {
                    out.hsync();
                }
            }
            replace(context, temporary, target);
            done = true;
        } finally {
            if (!done) {
                files.delete(temporary, false);
            }
        }
    }

    /** Apart from the writing, whose own missing files are not the folder's fault. */
    private static FSDataOutputStream create(FileContext context, Path temporary, Path target) throws IOException {
        try {
            return context.create(temporary, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE));
        } catch (AccessControlException
                | FileAlreadyExistsException
                | ParentNotDirectoryException
                | FileNotFoundException refused) {
            // No permission, a file in the way of a folder, and what the local file system says where it may not
            // create.
            throw notWritable(target, refused);
        }
    }

    private static void replace(FileContext context, Path temporary, Path target) throws IOException {
        try {
            if ("file".equals(target.toUri().getScheme())) {
                replaceLocally(java.nio.file.Path.of(temporary.toUri()), java.nio.file.Path.of(target.toUri()));
            } else {
                // FileSystem.rename refuses an existing target, or moves into it; FileContext's replaces it.
                context.rename(temporary, target, Options.Rename.OVERWRITE);
            }
        } catch (AccessControlException
                | FileAlreadyExistsException
                | ParentNotDirectoryException
                | FileSystemException refused) {
            throw notWritable(target, refused);
        }
    }

    /** Hadoop's local file systems delete the target before they rename: a crash between would leave no file at all. */
    private static void replaceLocally(java.nio.file.Path temporary, java.nio.file.Path target) throws IOException {
        // A file without a checksum is read as it is, one with another's is refused: the checksum goes first, comes
        // last.
        Files.deleteIfExists(checksum(target));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(checksum(temporary))) {
            Files.move(checksum(temporary), checksum(target), StandardCopyOption.REPLACE_EXISTING);
        }
        syncFolder(target.toAbsolutePath().getParent());
    }

    /** A rename lasts through a loss of power once its folder is on the disk. */
    private static void syncFolder(java.nio.file.@Nullable Path folder) throws IOException {
        if (folder != null && !WINDOWS) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Where Hadoop keeps a local file's checksum, if it keeps one. */
    private static java.nio.file.Path checksum(java.nio.file.Path file) {
        return file.resolveSibling("." + file.getFileName() + ".crc");
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
