package dev.kindling.spark.checkpoint;

import dev.kindling.codec.Safetensors;
import dev.kindling.fault.UserMistake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of checkpoints: {@code round-00000012.checkpoint}, its manifest, and {@code round-00000012.model.safetensors}. */
final class CheckpointFolder {

    private static final Pattern MANIFEST = Pattern.compile("round-(\\d{8})\\.checkpoint");

    /** Manifests, parts, and what a killed driver left of them. */
    private static final Pattern OURS =
            Pattern.compile("\\.?round-(\\d{8})\\.(?:checkpoint|[a-z-]+\\.safetensors)(?:\\.tmp)?");

    private final Configuration configuration;
    private final Path folder;

    CheckpointFolder(Configuration configuration, Path folder) {
        this.configuration = configuration;
        this.folder = folder;
    }

    /** What the names of a checkpoint's files begin with. */
    static String stem(int round) {
        return String.format(Locale.ROOT, "round-%08d", round);
    }

    Path file(String name) {
        return new Path(folder, name);
    }

    Path manifest(int round) {
        return file(stem(round) + ".checkpoint");
    }

    /** Rounds that have a manifest. */
    List<Integer> newestFirst() throws IOException {
        List<Integer> rounds = new ArrayList<>();
        for (Path path : list()) {
            Matcher name = MANIFEST.matcher(path.getName());
            if (name.matches()) {
                rounds.add(Integer.valueOf(name.group(1)));
            }
        }
        rounds.sort(Comparator.reverseOrder());
        return rounds;
    }

    /**
     * Keeps the newest checkpoints up to {@code round} and deletes older ones and remains of writes that a kill cut short.
     * Later rounds are no newer states: they are damaged, or this run would have gone on from them.
     */
    void prune(int round, int keep) throws IOException {
        List<Integer> kept =
                newestFirst().stream().filter(each -> each <= round).limit(keep).toList();
        List<Path> old = new ArrayList<>();
        for (Path path : list()) {
            Matcher name = OURS.matcher(path.getName());
            if (name.matches()) {
                int of = Integer.parseInt(name.group(1));
                if (of <= round && !kept.contains(of)) {
                    old.add(path);
                }
            }
        }
        // No manifest ever stands without its parts.
        old.sort(Comparator.comparing(path -> !MANIFEST.matcher(path.getName()).matches()));
        for (Path path : old) {
            files().delete(path, false);
        }
    }

    /** Whether it begins as JSON does; a file of version 1 begins with a multiple of 8. */
    boolean isManifest(Path path) throws IOException {
        try (InputStream in = files().open(path)) {
            return in.read() == '{';
        }
    }

    byte[] read(Path path, int most) throws IOException, DamagedCheckpoint {
        long length = files().getFileStatus(path).getLen();
        if (length > most) {
            throw new DamagedCheckpoint("it has " + length + " bytes, more than Kindling writes");
        }
        try (InputStream in = files().open(path)) {
            return in.readAllBytes();
        }
    }

    /** The model in a part, read once, into one array. */
    Safetensors.Contents model(Manifest.Part part) throws IOException, DamagedCheckpoint {
        Path path = file(part.name());
        requireLength(part, path);
        try (DigestInputStream in = new DigestInputStream(files().open(path), Sha256.digest())) {
            Safetensors.Contents contents;
            try {
                contents = Safetensors.read(in, part.bytes(), path.toString());
            } catch (UserMistake broken) {
                in.transferTo(OutputStream.nullOutputStream());
                requireDigest(part, in);
                throw broken;
            }
            requireDigest(part, in);
            return contents;
        }
    }

    private void requireLength(Manifest.Part part, Path path) throws IOException, DamagedCheckpoint {
        long length;
        try {
            length = files().getFileStatus(path).getLen();
        } catch (FileNotFoundException missing) {
            throw new DamagedCheckpoint("its part " + part.name() + " is missing");
        }
        if (length != part.bytes()) {
            throw new DamagedCheckpoint(
                    "its part " + part.name() + " has " + length + " bytes instead of " + part.bytes());
        }
    }

    private static void requireDigest(Manifest.Part part, DigestInputStream in) throws DamagedCheckpoint {
        if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(part.sha256())) {
            throw new DamagedCheckpoint("its part " + part.name() + " is altered: the checksum does not hold");
        }
    }

    private List<Path> list() throws IOException {
        List<Path> paths = new ArrayList<>();
        if (files().exists(folder)) {
            for (FileStatus status : files().listStatus(folder)) {
                paths.add(status.getPath());
            }
        }
        return paths;
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(configuration);
    }
}
